import type { Machine } from "../../../rbm/model/machine.js";
import type { Points } from "../../../rbm/shapes.js";
import type { Notebook } from "../../document/notebook.js";
import { machineCells } from "../machineCells.js";
import { rowsFile } from "../rowsFile.js";
import { textSource } from "../source.js";
import { code, notebookOf, text } from "../template.js";

/** Digits of a draw and of a loss: as many as an address has room for, and more than a picture shows. */
const digits = 9;

/**
 * A machine of the lab with its last draws, both as numbers: they come of the lab's own trainer and chains, whose
 * random numbers no other has.
 * @param label what the figure is @param drawsName what its legend calls the draws
 */
export function labMachineNotebook(
  machine: Machine,
  draws: Points,
  { label, drawsName }: { readonly label: string; readonly drawsName: string }
): Notebook {
  const { n } = machine;
  const points = Array.from({ length: draws.count }, (_, row) => draws.values.subarray(row * n, (row + 1) * n));
  return notebookOf(label, [
    text(
      `# ${label}\n\nThe machine and the last state of each chain, as they came out of the lab. A row of the first file is a hidden unit: $d_j$, then column $j$ of $W$.`
    ),
    code("data = ring()"),
    ...machineCells("m", machine),
    rowsFile("Last states", points, digits),
    code(
      `scatter(data, csv(last_states), density = density(m, cells = 64, by = "library"), densityName = "density",\n  drawsName = ${textSource(drawsName)}, label = ${textSource(label)})`,
      { id: "figure" }
    ),
    code("nll(m, heldOut())"),
    text("Chains of the same machine, drawn anew by the compiled kernel:"),
    code("animate(sample(m, 500, 1000), data = data)")
  ]);
}

/** The losses of two runs side by side, as numbers. */
export function labLossesNotebook(yours: ArrayLike<number>, library: ArrayLike<number>): Notebook {
  const rows = Array.from({ length: Math.min(yours.length, library.length) }, (_, i) => [yours[i], library[i]]);
  return notebookOf("Two losses", [
    text("# Loss of your machine and of ours\n\nA row is an epoch: yours, then the library’s, from the same seed."),
    rowsFile("Losses", rows, digits),
    code("both = csv(losses)"),
    code(
      'line(both[:, 1], both[:, 2], names = "yours, library", tones = "draws, data", dashes = "solid, dashed", playhead = false,\n  label = "Loss of your machine and of ours", xName = "epoch", yName = "loss")',
      { id: "figure" }
    ),
    code("max(abs(both[:, 1] - both[:, 2]))")
  ]);
}
