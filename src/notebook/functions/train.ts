import { LanguageError } from "../../language/languageError.js";
import type { KernelClient, RunState, RunSnapshot } from "../../kernel/protocol.js";
import type { Machine } from "../../rbm/model/machine.js";
import type { FunctionValue, RunValue, TrainedRun } from "../values/value.js";
import type { LearnerFunctions } from "../worker/client.js";
import type { Arguments } from "./arguments.js";
import type { HostContext, HostFunction } from "./hostFunction.js";
import { standardReach } from "./planeWindow.js";
import { trainByFormulas } from "./trainByFormulas.js";
import { requestOf } from "./trainRequest.js";
import type { TrainRequest } from "./trainRequest.js";

const byName = true;

export const train: HostFunction = {
  name: "train",
  group: "runs",
  makes: "run",
  description:
    "trains a machine by contrastive divergence: run.machine, run.loss, run.gradientNorm, run.nll and others. With c = c and so on it trains by your formulas",
  parameters: [
    { name: "machine", description: "where training starts" },
    { name: "data", description: "points, (count, n)" },
    { name: "epochs", description: "passes over the data", default: "300" },
    { name: "k", description: "Gibbs steps for one update", default: "1", byName },
    { name: "rate", description: "learning rate", default: "0.001", byName },
    { name: "clip", description: "greatest norm of the gradient; 0: none", default: "1", byName },
    { name: "batch", description: "points for one update; 0: all", default: "0", byName },
    { name: "optimizer", description: '"sgd" or "adam"', default: '"sgd"', byName },
    { name: "momentum", description: "of sgd", default: "0", byName },
    { name: "schedule", description: '"constant", "step" or "cosine"', default: '"constant"', byName },
    { name: "stepEvery", description: "of the step schedule: epochs from drop to drop", default: "100", byName },
    { name: "stepFactor", description: "what each drop multiplies the rate with", default: "0.1", byName },
    { name: "trainer", description: '"cd", or "exact" for the likelihood\'s own gradient', default: '"cd"', byName },
    {
      name: "chains",
      description: 'where the draws start: "data", "persistent" or "tempered"',
      default: '"data"',
      byName
    },
    {
      name: "chainCount",
      description: "of persistent and tempered chains; 0: as many as an update has points",
      default: "0",
      byName
    },
    { name: "temperatures", description: "of tempered chains, the machine's own counted", default: "8", byName },
    { name: "variance", description: "true: σ² is trained too", default: "false", byName },
    { name: "sharedVariance", description: "true: one σ² for all coordinates", default: "false", byName },
    { name: "leastSigma", description: "where the variance is trained: σ stays above it", default: "none", byName },
    { name: "decay", description: "weight decay", default: "0", byName },
    {
      name: "coupling",
      description: 'the convention whose W the optimizer moves: x W z over σ² ("sigma2"), over σ ("sigma"), or "none"',
      default: '"sigma2"',
      byName
    },
    { name: "sign", description: "-1 trains the wrong way", default: "1", byName },
    { name: "seed", description: "of the random numbers", default: "0", byName },
    {
      name: "fused",
      description:
        "true: multiplies and adds at once where the browser can, as among the digits; the last bits are its own",
      default: "false",
      byName
    },
    { name: "test", description: "fresh points to score: run.nllTest", default: "none", byName },
    { name: "snapshots", description: "how many looks at the machine on the way", default: "16", byName },
    { name: "c", description: "your c(x), (batch,)", default: "the library's", byName },
    { name: "pZGivenX", description: "your p(z | x), (batch, m)", default: "the library's", byName },
    { name: "meanX", description: "your mean of p(x | z), (batch, n)", default: "the library's", byName },
    {
      name: "varianceX",
      description: "your variance of p(x | z), (n,) or (batch, n)",
      default: "the library's",
      byName
    }
  ],
  async call(args, context): Promise<RunValue> {
    const request = requestOf(args);
    const release = await context.turn();
    try {
      const functions = functionsOf(args, context);
      if (functions && !(await context.training.agree(functions, request.initial, { signal: context.signal }))) {
        return await trainByFormulas(functions, request, context);
      }
      const kernel = args.boolean("fused", false) ? context.fusedKernel() : context.kernel;
      return await trainByKernel(kernel, request, context);
    } finally {
      release();
    }
  }
};

/** The reader's functions, or null where none is given. @throws LanguageError for one that can't be trained by */
function functionsOf(args: Arguments, context: HostContext): LearnerFunctions | null {
  const of = (name: keyof LearnerFunctions): FunctionValue | null => {
    const value = args.function(name);
    if (!value) return null;
    const { span } = args.get(name)!;
    if (value.parameters.length !== 1) {
      throw args.error(`${name} takes one argument, a batch; ${value.name} takes ${value.parameters.length}.`, span);
    }
    const constant = derivedName(value, context);
    if (constant === null) return value;
    throw args.error(
      `${value.name} uses ${constant}, which comes of the parameters. While training only b, logSigma2, sigma2, W and d change: put its formula into the function.`,
      span
    );
  };
  const functions = { c: of("c"), pZGivenX: of("pZGivenX"), meanX: of("meanX"), varianceX: of("varianceX") };
  return Object.values(functions).some((value) => value !== null) ? functions : null;
}

const trained: readonly string[] = ["b", "logSigma2", "sigma2", "W", "d"];

/** A name in a function that would stand still while what it is computed from is trained. */
function derivedName(of: FunctionValue, context: HostContext): string | null {
  const seen = new Set<FunctionValue>();
  const search = (value: FunctionValue): string | null => {
    if (seen.has(value)) return null;
    seen.add(value);
    for (const [name, used] of value.closure) {
      if (used.kind === "function") {
        const found = search(used);
        if (found !== null) return found;
      } else if (!trained.includes(name) && (name.includes(".") || context.comesOf(name, trained))) {
        const isSize = /\.[nm]$/.test(name);
        if (!isSize) return name;
      }
    }
    return null;
  };
  return search(of);
}

async function trainByKernel(kernel: KernelClient, request: TrainRequest, context: HostContext): Promise<RunValue> {
  const { initial, data, test, recipe, snapshotEpochs, densityEvery } = request;
  const run = kernel.train(
    { data, test, recipe, initial, snapshotEpochs, grid: gridFor(initial), densityEvery, sampling: null },
    (state) => {
      context.progress(state.epoch / state.epochs, `epoch ${state.epoch} of ${state.epochs}`);
      if (state.phase === "training") context.partial(valueOf(state, request));
    }
  );
  const stop = (): void => run.cancel();
  context.signal.addEventListener("abort", stop, { once: true });
  try {
    const outcome = await run.finished;
    context.signal.throwIfAborted();
    if (!run.state || outcome === "cancelled" || outcome === "overtaken") {
      throw new LanguageError("worker", "Another run took this one's place. Run the cell again.");
    }
    return valueOf(run.state, request);
  } finally {
    context.signal.removeEventListener("abort", stop);
  }
}

/** The density on the way, for the plane of a figure. */
export function gridFor({ n }: Machine) {
  if (n !== 2) return null;
  return {
    xmin: -standardReach,
    xmax: standardReach,
    ymin: -standardReach,
    ymax: standardReach,
    columns: 128,
    rows: 128
  };
}

function valueOf(state: RunState, request: TrainRequest): RunValue {
  return runValue(request, { ...state, by: "kernel" });
}

export function runValue(
  { initial, recipe }: TrainRequest,
  so: Pick<TrainedRun, "epoch" | "losses" | "gradientNorms" | "diverged" | "by" | "elapsed"> & {
    readonly snapshots: readonly RunSnapshot[];
  }
): RunValue {
  const { epoch, losses, gradientNorms, snapshots, diverged, by, elapsed } = so;
  const machine = snapshots.at(-1)?.machine ?? initial;
  return { kind: "run", run: { recipe, epoch, losses, gradientNorms, snapshots, machine, diverged, by, elapsed } };
}
