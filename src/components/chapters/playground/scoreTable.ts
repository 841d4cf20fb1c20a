import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import type { RingDivergence } from "../../../rbm/exact/ringDivergence.js";
import { figuresTable } from "./figuresTable.js";
import type { Judgement } from "./judgement.js";

export interface Scores {
  readonly nllTrain: number | null;
  readonly nllTest: number | null;
  readonly cdLoss: number | null;
  readonly reconstruction: number | null;
  readonly judgement: Judgement | null;
  readonly mixture: { readonly components: number; readonly nllTest: number } | null;
}

export interface ScoreTable extends HTMLElement {
  update(scores: Scores): void;
}

/** The judgement of one machine as a table: what is exact, what draws say, and what misleads. */
export function scoreTable(): ScoreTable {
  const { element: root, body } = figuresTable("The machine, judged", ["Measure", "This machine", "To compare"]);
  const table = Object.assign(root, {
    update(scores: Scores) {
      body.replaceChildren(
        ...scoreRows(scores).map(([name, value, compare]) =>
          element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value), element("td", {}, compare))
        )
      );
    }
  });
  // The rows take their room before anything is known.
  table.update({ nllTrain: null, nllTest: null, cdLoss: null, reconstruction: null, judgement: null, mixture: null });
  return table;
}

type Row = readonly [measure: string, machine: string, compare: string];

/** The table's rows in words. */
export function scoreRows({ nllTrain, nllTest, cdLoss, reconstruction, judgement, mixture }: Scores): readonly Row[] {
  const law = judgement?.lawNll == null ? "" : `the law itself: ${nats(judgement.lawNll)}`;
  const best = mixture ? `best mixture, K = ${mixture.components}: ${nats(mixture.nllTest)}` : "";
  const p = (value: number | undefined) =>
    value === undefined ? "" : `p = ${readable(value, 3)}, if the laws were equal`;
  return [
    ["Exact NLL, fresh points", nats(nllTest), [law, best].filter(Boolean).join("; ")],
    [
      "Exact NLL, training points",
      nats(nllTrain),
      judgement?.entropy == null ? "" : `the law’s entropy: ${nats(judgement.entropy)}`
    ],
    ...(judgement?.ring ? ringRows(judgement.ring) : []),
    ["Energy distance", judgement ? readable(judgement.energy.distance, 4) : "…", p(judgement?.energy.pValue)],
    ["MMD², kernel 0.2 wide", judgement ? readable(judgement.mmd.distance, 4) : "…", p(judgement?.mmd.pValue)],
    [
      "Coverage",
      judgement ? `${readable(100 * judgement.coverage, 0)} %` : "…",
      "of the fresh points have a draw nearby"
    ],
    ["CD loss", nats(cdLoss), "misleads: two crowds that follow each other"],
    [
      "Reconstruction error",
      reconstruction === null ? "…" : readable(reconstruction, 4),
      "misleads: small for a chain that is stuck"
    ]
  ];
}

const nats = (value: number | null) => (value === null ? "…" : `${readable(value, 3)} nats`);

function ringRows({ radius, angle }: RingDivergence): readonly Row[] {
  return [
    ["KL from the ring: radius", nats(radius), "how wrong it is about the distance from the centre"],
    ["KL from the ring: angle", nats(angle), "how unevenly it goes round; the two add up to the whole"]
  ];
}
