import {
  create,
  createAccessorNode,
  createAdd,
  createAddScalar,
  createArrayNode,
  createAssignmentNode,
  createBlockNode,
  createCompile,
  createConcat,
  createConditionalNode,
  createConstantNode,
  createDenseMatrixClass,
  createDot,
  createDotDivide,
  createDotMultiply,
  createDotPow,
  createEqualScalar,
  createFunctionAssignmentNode,
  createFunctionNode,
  createIndexNode,
  createMatrix,
  createMatrixClass,
  createMean,
  createMeanTransform,
  createMultiply,
  createMultiplyScalar,
  createNode,
  createObjectNode,
  createOperatorNode,
  createParenthesisNode,
  createParse,
  createRangeNode,
  createRelationalNode,
  createResultSet,
  createSize,
  createSparseMatrixClass,
  createSubtract,
  createSubtractScalar,
  createSum,
  createSumTransform,
  createSymbolNode,
  createTranspose,
  createTyped,
  createUnaryMinus,
  factory
} from "mathjs";
import type { EvalFunction, MathNode, Matrix } from "mathjs";

/** What the instance below has of mathjs. */
export interface MatrixMath {
  parse(expression: string): MathNode;
  compile(expression: string): EvalFunction;
  matrix(rows: number[] | number[][]): Matrix<number>;
}

interface Typed {
  (name: string, signatures: Record<string, unknown>): unknown;
}

/**
 * mathjs with matrices of numbers and nothing else: no complex, big, fractional or unit values, whose classes weigh
 * more than all that is used here. So the few functions that ask for them are given for numbers only.
 * exp, log, log1p, sqrt and abs work element by element, unlike mathjs's own exp, log and sqrt;
 * rows(A) is the number of rows of A.
 */
export const math = create(
  {
    createAccessorNode,
    createAdd,
    createAddScalar,
    createArrayNode,
    createAssignmentNode,
    createBlockNode,
    createCompile,
    createConcat,
    createConditionalNode,
    createConstantNode,
    createDenseMatrixClass,
    createDot,
    createDotDivide,
    createDotMultiply,
    createDotPow,
    createEqualScalar,
    createFunctionAssignmentNode,
    createFunctionNode,
    createIndexNode,
    createMatrix,
    createMatrixClass,
    createMean,
    createMeanTransform,
    createMultiply,
    createMultiplyScalar,
    createNode,
    createObjectNode,
    createOperatorNode,
    createParenthesisNode,
    createParse,
    createRangeNode,
    createRelationalNode,
    createResultSet,
    createSize,
    createSparseMatrixClass,
    createSubtract,
    createSubtractScalar,
    createSum,
    createSumTransform,
    createSymbolNode,
    createTranspose,
    createTyped,
    createUnaryMinus,
    createExp: elementwise("exp", Math.exp),
    createLog: elementwise("log", Math.log),
    createLog1p: elementwise("log1p", Math.log1p),
    createSqrt: elementwise("sqrt", Math.sqrt),
    createAbs: elementwise("abs", Math.abs),
    createPow: ofNumbers("pow", Math.pow),
    createDivideScalar: ofNumbers("divideScalar", (a, b) => a / b),
    createDivide: factory("divide", ["typed", "dotDivide"], (dependencies) => {
      const { typed, dotDivide } = dependencies as unknown as {
        typed: Typed;
        dotDivide: (a: Matrix, b: number) => Matrix;
      };
      return typed("divide", { "number, number": (a: number, b: number) => a / b, "Matrix, number": dotDivide });
    }),
    createConj: factory("conj", [], () => (a: number) => a),
    createCtranspose: factory("ctranspose", ["transpose"], ({ transpose }) => transpose),
    createRows: factory("rows", [], () => (a: Matrix) => a.size()[0]),
    createNumeric: factory("numeric", [], () => Number),
    createIsInteger: factory("isInteger", [], () => Number.isInteger),
    createIsBounded: factory("isBounded", [], () => Number.isFinite),
    createSubset: factory("subset", [], () => () => {
      throw new Error("an index into a matrix is not part of these expressions");
    })
  },
  { matrix: "Matrix", predictable: true }
) as unknown as MatrixMath;

function elementwise(name: string, f: (a: number) => number) {
  return factory(name, ["typed"], ({ typed }: { typed: unknown }) =>
    (typed as Typed)(name, { number: f, Matrix: (a: Matrix<number>) => a.map((value: number) => f(value)) })
  );
}

function ofNumbers(name: string, f: (a: number, b: number) => number) {
  return factory(name, ["typed"], ({ typed }: { typed: unknown }) => (typed as Typed)(name, { "number, number": f }));
}
