import { element } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import type { RingDivergence } from "../../../rbm/exact/ringDivergence.js";
import { figuresTable } from "./figuresTable.js";
import type { Judgement } from "./judgement.js";

export interface Scores {
  readonly nllTrain: number | null;
  readonly nllTest: number | null;
  /** why a score is missing that could be known; null: it is on its way, or there */
  readonly unscored: string | null;
  /** of a file whose points are standardised, its units in those of the plane, (2,); null: there are no others */
  readonly unitScale: readonly number[] | null;
  /** null: training has no such loss, or no update has been made */
  readonly cdLoss: number | null;
  readonly reconstruction: number | null;
  readonly judgement: Judgement | null;
  /** why there is no judgement; null: it is on its way, or there */
  readonly unjudged: string | null;
  readonly mixture: { readonly components: number; readonly nllTest: number; readonly isFinal: boolean } | null;
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
  table.update({
    ...{ nllTrain: null, nllTest: null, unscored: null, unitScale: null, cdLoss: null, reconstruction: null },
    ...{ judgement: null, unjudged: null, mixture: null }
  });
  return table;
}

type Row = readonly [measure: string, machine: string, compare: string];

/** The table's rows in words; "…" is what is on its way, "none" what will not come. */
export function scoreRows(scores: Scores): readonly Row[] {
  const { nllTrain, nllTest, unscored, unitScale, cdLoss, reconstruction, judgement, unjudged, mixture } = scores;
  const law = judgement?.lawNll == null ? "" : `the law itself: ${nats(judgement.lawNll)}`;
  const best = mixture
    ? `best mixture${mixture.isFinal ? "" : " so far"}, K = ${mixture.components}: ${nats(mixture.nllTest)}`
    : "";
  const scored = (value: number | null, compare: string) =>
    value === null && unscored !== null ? (["none", unscored] as const) : ([nats(value), compare] as const);
  const judged = (value: (found: Judgement) => string, compare: (found: Judgement) => string) =>
    judgement
      ? ([value(judgement), compare(judgement)] as const)
      : ([unjudged === null ? "…" : "none", unjudged ?? ""] as const);
  const p = (value: number) => `p = ${readable(value, 3)}, if the laws were equal`;
  return [
    ["Exact NLL, fresh points", ...scored(nllTest, [law, best].filter(Boolean).join("; "))],
    [
      "Exact NLL, training points",
      ...scored(nllTrain, judgement?.entropy == null ? "" : `the law’s entropy: ${nats(judgement.entropy)}`)
    ],
    ...(unitScale ? [unitsRow(unitScale)] : []),
    ...(judgement?.ring ? ringRows(judgement.ring) : []),
    [
      "Energy distance",
      ...judged(
        ({ energy }) => readable(energy.distance, 4),
        ({ energy }) => p(energy.pValue)
      )
    ],
    [
      "MMD², kernel 0.2 wide",
      ...judged(
        ({ mmd }) => readable(mmd.distance, 4),
        ({ mmd }) => p(mmd.pValue)
      )
    ],
    [
      "Coverage",
      ...judged(
        ({ coverage }) => `${readable(100 * coverage, 0)} %`,
        () => "of the fresh points have a draw nearby"
      )
    ],
    ["CD loss", cdLoss === null ? "none" : nats(cdLoss), "misleads: two crowds that follow each other"],
    [
      "Reconstruction error",
      reconstruction === null ? "…" : readable(reconstruction, 4),
      "misleads: small for a chain that is stuck"
    ]
  ];
}

const nats = (value: number | null) => (value === null ? "…" : `${readable(value, 3)} nats`);

/** The density of x = mean + scale · x' is that of x' divided by both scales. */
function unitsRow(scale: readonly number[]): Row {
  const more = scale.reduce((sum, each) => sum + Math.log(each), 0);
  return ["In the file’s units, add", nats(more), "the scores above are of points brought to the plane’s scale"];
}

function ringRows({ radius, angle }: RingDivergence): readonly Row[] {
  return [
    ["KL from the ring: radius", nats(radius), "how wrong it is about the distance from the centre"],
    ["KL from the ring: angle", nats(angle), "how unevenly it goes round; the two add up to the whole"]
  ];
}
