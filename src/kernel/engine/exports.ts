/** What the compiled kernel exports; every pointer is a byte offset into its memory, every array float32 unless stated otherwise. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  freeMemory(): number;
  seedStream(state: number, seed: number, purpose: number, block: number): void;
  streamBytes(): number;
  fillWords(state: number, out: number, vectors: number): void;
  nextWord(state: number): number;
  shuffle(state: number, order: number, count: number): void;
  normals(words: number, out: number, pairs: number): void;
  paddedVisible(n: number): number;
  paddedHidden(m: number): number;
  thetaLength(n: number, m: number): number;
  gibbsBytes(n: number, m: number): number;
  gibbsScratchBytes(n: number, m: number, chains: number): number;
  prepareGibbs(theta: number, n: number, m: number, gibbs: number): void;
  startChains(
    theta: number,
    n: number,
    m: number,
    gibbs: number,
    state: number,
    x: number,
    chains: number,
    scratch: number
  ): void;
  gibbsMean(
    theta: number,
    n: number,
    m: number,
    gibbs: number,
    state: number,
    x: number,
    words: number,
    marks: number
  ): void;
  gibbsSteps(
    theta: number,
    n: number,
    m: number,
    gibbs: number,
    state: number,
    x: number,
    chains: number,
    steps: number,
    out: number,
    outStride: number,
    scratch: number
  ): void;
  langevinSteps(
    theta: number,
    m: number,
    gibbs: number,
    state: number,
    x: number,
    chains: number,
    steps: number,
    factor: number,
    spread: number,
    tilt: number,
    out: number,
    outStride: number,
    scratch: number
  ): number;
  exchangeBytes(n: number, chains: number): number;
  exchange(
    pTheta: number,
    pHidden: number,
    pInverses: number,
    qTheta: number,
    qHidden: number,
    qInverses: number,
    n: number,
    xp: number,
    xq: number,
    chains: number,
    state: number,
    work: number,
    known: boolean
  ): number;
  paddedRows(rows: number): number;
  activationBytes(m: number, rows: number): number;
  tileBytes(n: number, m: number, rows: number): number;
  activate(
    prepared: number,
    n: number,
    m: number,
    x: number,
    rows: number,
    activations: number,
    groupBytes: number,
    tile: number
  ): void;
  stepBatch(
    theta: number,
    n: number,
    m: number,
    prepared: number,
    streams: number,
    from: number,
    x: number,
    rows: number,
    activations: number,
    groupBytes: number,
    tile: number
  ): void;
  batchProbabilities(
    m: number,
    rows: number,
    activations: number,
    groupBytes: number,
    weights: number,
    scale: number
  ): number;
  addOuterProducts(n: number, m: number, x: number, rows: number, P: number, groupBytes: number, sums: number): void;
  inverseVariances(theta: number, n: number, out: number): void;
  cOfRows(
    theta: number,
    n: number,
    m: number,
    inverses: number,
    xs: number,
    count: number,
    out: number,
    scaled: number
  ): void;
  greatestOf(c: number, count: number): number;
  exponentials(c: number, count: number, from: number, factor: number, out: number): number;
  planeBytes(): number;
  planeC(
    theta: number,
    m: number,
    x0: number,
    dx: number,
    columns: number,
    y0: number,
    dy: number,
    rows: number,
    out: number,
    stride: number,
    work: number
  ): void;
  addPhase(
    theta: number,
    m: number,
    inverses: number,
    x: number,
    count: number,
    weights: number,
    scale: number,
    sums: number,
    work: number
  ): number;
  addMoments(theta: number, n: number, x: number, count: number, weights: number, scale: number, moments: number): void;
  finishGradient(
    theta: number,
    n: number,
    m: number,
    inverses: number,
    moments: number,
    learnVariance: boolean,
    sign: number,
    gradient: number
  ): void;
  addFloats(to: number, from: number, length: number): void;
  gradientNorm(n: number, m: number, gradient: number): number;
  stepSgd(n: number, m: number, theta: number, gradient: number, rate: number): void;
  stepAdam(
    n: number,
    m: number,
    theta: number,
    gradient: number,
    moments: number,
    rate: number,
    factor: number,
    correction1: number,
    correction2: number
  ): void;
  scaleGradient(n: number, m: number, theta: number, gradient: number, factor: number, decay: number): void;
  stepMomentum(
    n: number,
    m: number,
    theta: number,
    gradient: number,
    velocity: number,
    rate: number,
    momentum: number
  ): void;
  allFinite(at: number, length: number): number;
  gatherRows(x: number, n: number, order: number, count: number, out: number): void;
}
