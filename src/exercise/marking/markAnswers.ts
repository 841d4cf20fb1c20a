import { readAnswersOfAnyCells, starts } from "../cells/answers.js";
import { cells } from "../cells/cells.js";
import type { CellId } from "../cells/cells.js";
import type { Report } from "../grading/report.js";
import { solutions } from "../learner/learnerFunctions.js";
import type { Answers } from "../learner/learnerFunctions.js";

/** What became of one cell: untouched if the file has no answer to it. */
export interface CellMark {
  readonly status: Report["status"] | "untouched";
  /** the title of the known mistake, or the check that failed; empty if there is none */
  readonly fault: string;
}

export interface Marks {
  /** whose answers they are, after the file */
  readonly who: string;
  readonly file: string;
  /** why the file could not be read; null if it could */
  readonly problem: string | null;
  /** cells that the file answers and that are not here, such as one renamed since: they are not marked */
  readonly unknown: readonly string[];
  readonly cells: ReadonlyMap<CellId, CellMark>;
}

/** A file as a folder has it. */
export interface AnswersFile {
  /** with the folders that it lies in, as in "class/Anna/ring-answers.json" */
  readonly path: string;
  readonly text: string;
}

/** Grades one answer; `prior` are the formulas that it may call. */
export type Grade = (cell: CellId, source: string, prior: Answers) => Promise<Report>;

/**
 * Marks a student's file as the page of the exercise does: an answer may call those before it, and where one of these
 * did not pass, the solution stands in.
 */
export async function markAnswers(file: AnswersFile, grade: Grade): Promise<Marks> {
  const who = nameOf(file.path);
  let read: ReturnType<typeof readAnswersOfAnyCells>;
  try {
    read = readAnswersOfAnyCells(file.text);
  } catch (error) {
    return { who, file: file.path, problem: (error as Error).message, unknown: [], cells: new Map() };
  }
  const prior: Answers = { ...solutions };
  const marks = new Map<CellId, CellMark>();
  for (const { id } of cells) {
    const source = read.typed[id];
    if (source === undefined || source === starts[id]) {
      marks.set(id, { status: "untouched", fault: "" });
      continue;
    }
    const mark = markOf(await grade(id, source, prior).catch((error: unknown) => error as Error));
    if (mark.status === "passed") (prior as Record<CellId, string>)[id] = source;
    marks.set(id, mark);
  }
  return { who, file: file.path, problem: null, unknown: Object.keys(read.others), cells: marks };
}

/** What is said of a file that answers cells that are not here; null if it does not. */
export function unknownCells({ unknown }: Marks): string | null {
  if (unknown.length === 0) return null;
  const names = unknown.map((id) => id.slice(0, 40).replace(/^own-/, ""));
  return `Not marked, for want of such a cell here: ${names.join(", ")}.`;
}

function markOf(report: Report | Error): CellMark {
  // Such as a formula that does not end.
  if (report instanceof Error) return { status: "failed", fault: report.message };
  if (report.status !== "failed") return { status: report.status, fault: "" };
  const failed = report.checks.find(({ status }) => status === "failed");
  return { status: "failed", fault: report.mistake?.title ?? failed?.fault ?? "" };
}

/** Everybody's file is called the same unless renamed: then the folder that it lies in tells whose it is. */
function nameOf(path: string): string {
  const parts = path.split("/").filter(Boolean);
  const name = parts.at(-1).replace(/\.json$/i, "");
  return /^ring-answers( ?\(\d+\))?$/.test(name) && parts.length > 1 ? parts.at(-2) : name;
}
