import { button } from "../../controls/button.js";
import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { figuresTable } from "./figuresTable.js";
import { differences } from "./keptRun.js";
import type { KeptRun } from "./keptRun.js";

/** What a column shows of a run, and what it is sorted by; null comes last either way. */
interface Column {
  readonly name: string;
  readonly text: (run: KeptRun) => string;
  readonly key: (run: KeptRun) => string | number | null;
}

const nats = (value: number | null) => (value === null ? "none" : readable(value, 3));
const columns: readonly Column[] = [
  { name: "What is its own", text: ({ recipe }) => differences(recipe), key: ({ recipe }) => differences(recipe) },
  { name: "Data", text: ({ data }) => data, key: ({ data }) => data },
  { name: "Epoch", text: ({ epoch }) => String(epoch), key: ({ epoch }) => epoch },
  { name: "NLL, fresh points", text: ({ nllTest }) => nats(nllTest), key: ({ nllTest }) => nllTest },
  { name: "NLL, training points", text: ({ nllTrain }) => nats(nllTrain), key: ({ nllTrain }) => nllTrain },
  {
    name: "Coverage",
    text: ({ judgement }) => (judgement ? `${readable(100 * judgement.coverage, 0)} %` : "none"),
    key: ({ judgement }) => judgement?.coverage ?? null
  }
];

/** Which column the runs are sorted by, and which way. */
export interface RunOrder {
  readonly column: number;
  readonly descending: boolean;
}

/** The best score on fresh points first. */
export const bestFirst: RunOrder = { column: 3, descending: false };

/** The runs in an order; runs that a column can't tell apart stay as they were kept. */
export function sortedRuns(runs: readonly KeptRun[], { column, descending }: RunOrder): KeptRun[] {
  const { key } = columns[column];
  return runs.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const ascending =
      typeof a === "number" && typeof b === "number"
        ? a - b
        : String(a).localeCompare(String(b), "en", { numeric: true });
    return descending ? -ascending : ascending;
  });
}

export interface RunsTable extends HTMLElement {
  update(runs: readonly KeptRun[]): void;
}

/** The runs that were kept; the head of a column sorts by it, and pressed again the other way. */
export function runsTable(onOpen: (run: KeptRun) => void): RunsTable {
  let runs: readonly KeptRun[] = [];
  let order = bestFirst;
  const heads = columns.map(({ name }, column) =>
    button({
      label: name,
      onClick() {
        order = { column, descending: order.column === column && !order.descending };
        show();
      }
    })
  );
  for (const head of heads) head.classList.add("sort-head");
  const { element: root, body } = figuresTable("Runs kept", [...heads, "Recipe"]);

  function show(): void {
    for (const [column, head] of heads.entries()) {
      const cell = head.closest("th");
      if (column !== order.column) cell?.removeAttribute("aria-sort");
      else cell?.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
    }
    body.replaceChildren(...sortedRuns(runs, order).map(rowOf));
  }

  function rowOf(run: KeptRun): HTMLElement {
    const [own, ...cells] = columns.map(({ text }) => text(run));
    const open = button({ label: "Open", onClick: () => onOpen(run) });
    open.setAttribute("aria-label", `Open: ${own}`);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, own),
      ...cells.map((cell) => element("td", {}, cell)),
      element("td", {}, open)
    );
  }

  return Object.assign(root, {
    update(next: readonly KeptRun[]) {
      runs = next;
      show();
    }
  });
}
