/**
 * `npm run bench`: one table, all contenders in turn on this machine, medians over rounds and ratios to our kernel.
 * `npm run bench -- --rounds 3 --seconds 0.2` for a shorter look; `--hidden 100,1000` for some sizes only, and
 * `--without mathjs` leaves a contender out: the slow ones take minutes at 10,000 hidden units.
 */
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchData, benchMachine } from "./contender.js";
import type { Contender } from "./contender.js";
import { measureDragging } from "./dragging.js";
import { measureFormulas } from "./formulas.js";
import { kernelContender } from "./kernelContender.js";
import { mathjsContender } from "./libraryContender.js";
import { loopContender } from "./loopContender.js";
import { tensorflowContender } from "./tensorflowContender.js";
import { median } from "./median.js";
import { measureNotebook, printNotebook } from "./notebook.js";
import { torchContender } from "./torchContender.js";
import { measureWide, printWide } from "./wide.js";
import { measureWorkers } from "./workers.js";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "0.4" },
    hidden: { type: "string", default: "100,1000,10000" },
    without: { type: "string", default: "" }
  }
});
const sizes = options.hidden.split(",").map(Number);
const left = options.without.split(",").filter(Boolean);
const rounds = Number(options.rounds);
const budget = Number(options.seconds) * 1e9;

const torch = await torchContender();
const contenders: Contender[] = [
  kernelContender(),
  ...(torch ? [torch] : []),
  tensorflowContender("wasm"),
  tensorflowContender("cpu"),
  loopContender(),
  mathjsContender()
].filter(({ name }) => !left.some((word) => name.includes(word)));

const load = loadavg()[0].toFixed(1);
console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, load ${load} at the start`);
console.log(`medians of ${rounds} interleaved rounds; ns per hidden-unit update, and how many times our kernel's time`);
if (!torch) console.log("PyTorch: neither python3 nor /usr/bin/python3 has it (Debian: python3-torch)");

await checkAgreement();

const cells = (["sampling", "training"] as const).flatMap((task) =>
  [500, 5000].flatMap((rows) => sizes.map((m) => ({ task, rows, m })))
);
console.log(`\n| work | m | chains or rows | ${contenders.map(({ name }) => name).join(" | ")} |`);
console.log(`|---|---|---|${contenders.map(() => "---").join("|")}|`);
for (const { task, rows, m } of cells) {
  const machine = benchMachine(m);
  const data = benchData(rows);
  const measured = contenders.map(() => [] as number[]);
  // One run each that does not count: compilers warm up on it.
  for (let round = -1; round < rounds; round++)
    for (const [at, contender] of contenders.entries()) {
      if (rows * m > contender.capacity) continue;
      const steps = Math.min(1000, Math.max(2, Math.round(budget / contender.nanoseconds / rows / m)));
      const { milliseconds } =
        task === "sampling"
          ? await contender.sample(machine, rows, steps)
          : await contender.train(machine, data, steps);
      // The first x of a chain is drawn without an update of its hidden units.
      const updates = (task === "sampling" ? steps - 1 : steps) * rows * m;
      if (round >= 0) measured[at].push((milliseconds * 1e6) / updates);
    }
  const medians = measured.map(median);
  const shown = medians.map((value, at) =>
    Number.isNaN(value) ? "—" : at === 0 ? digits(value) : `${digits(value)} (${digits(value / medians[0])}×)`
  );
  console.log(`| ${task} | ${m} | ${rows} | ${shown.join(" | ")} |`);
}

await printWide(await measureWide(rounds));

if (torch) {
  const formulas = await measureFormulas(torch, rounds);
  const ratio = (formulas.ours / formulas.torch).toFixed(2);
  console.log(`\n| the course's recipe | by typed formulas | PyTorch | ratio |\n|---|---|---|---|`);
  console.log(`| 300 epochs, ms | ${formulas.ours.toFixed(0)} | ${formulas.torch.toFixed(0)} | ${ratio} |`);
}

const workers = await measureWorkers(rounds);
console.log(`\nTwo workers, 2000 chains × 1000 steps × 100 units: ${workers.one.toFixed(0)} ms with one,`);
console.log(`${workers.two.toFixed(0)} ms with two: ${(workers.one / workers.two).toFixed(2)} times as fast`);
for (const { close } of contenders) close?.();

if (existsSync("dist/index.html")) {
  const { first, last, longestTask, frames, moves } = await measureDragging();
  console.log(
    `\nIn Chromium, ${moves} moves of a slider on /training, the whole lab anew for each: first changed picture`
  );
  console.log(`${median(first).toFixed(0)} ms, last figure ${median(last).toFixed(0)} ms after the input (medians);`);
  console.log(`longest task of the page's thread ${longestTask ? `${longestTask.toFixed(0)} ms` : "below 50 ms"};`);
  console.log(`while dragging at 60 moves a second a frame takes ${frames.median.toFixed(1)} ms (median)`);
  printNotebook(await measureNotebook());
} else console.log("\nIn Chromium: nothing to measure; npm run build writes the site");

/** Each contender draws from the same law: mean |x|² after 40 steps, within 15 % of our kernel's. */
async function checkAgreement(): Promise<void> {
  const machine = benchMachine(100);
  const outcomes: number[] = [];
  for (const contender of contenders) outcomes.push((await contender.sample(machine, 1000, 40)).outcome);
  outcomes.forEach((outcome, at) => {
    if (!(Math.abs(outcome / outcomes[0] - 1) < 0.15))
      throw new Error(`${contenders[at].name} has mean |x|² ${outcome}, our kernel ${outcomes[0]}`);
  });
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
