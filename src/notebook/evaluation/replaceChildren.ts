import type { Expression } from "../../language/syntax/tree.js";

/** The node with other children, in the order of childrenOf; the same node if they are the same. */
export function replaceChildren(node: Expression, children: readonly Expression[]): Expression {
  switch (node.kind) {
    case "number":
    case "name":
    case "string":
    case "all":
    case "end":
      return node;
    case "range":
      return children.length === 3
        ? { ...node, from: children[0], step: children[1], to: children[2] }
        : { ...node, from: children[0], to: children[1] };
    case "index":
      return { ...node, object: children[0], indices: children.slice(1) };
    case "member":
      return { ...node, object: children[0] };
    case "prefix":
    case "transpose":
      return { ...node, operand: children[0] };
    case "binary":
      return { ...node, left: children[0], right: children[1] };
    case "call": {
      const args = children.slice(0, node.args.length);
      if (!node.named) return { ...node, args };
      const named = node.named.map((argument, i) => ({ ...argument, value: children[node.args.length + i] }));
      return { ...node, args, named };
    }
    case "vector":
      return { ...node, items: children };
    case "rows": {
      let at = 0;
      return { ...node, rows: node.rows.map((row) => row.map(() => children[at++])) };
    }
  }
}
