import { ValueError } from "./errors.js";
import { checkInteger, packVector } from "./shapes.js";

/** A seeded stream of random numbers. The same seed and name give the same bits on every machine. */
export interface Random {
  /** a whole number of [0, 2³²) */
  uint32(): number;
  /** uniform on [0, 1), a multiple of 2⁻⁵³ */
  uniform(): number;
  /** standard normal */
  normal(): number;
  /** 1 with probability p, to 2⁻⁶⁴; otherwise 0 */
  bernoulli(p: number): 0 | 1;
  /** a draw for each probability, as bernoulli in turn; p and out have one length */
  bernoulliEach(p: Float64Array, out: Float64Array): void;
  /** a stream that starts 2⁶⁴ numbers later, so that the two never overlap in practice */
  jump(): Random;
  /** the four words of the state, from which createRandomFromState goes on */
  state(): Uint32Array;
}

/**
 * xoshiro128++ (Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47, 2021), with its
 * state from splitmix64, as its authors advise.
 * @param seed whole number of [0, 2⁵³)
 * @param name one of several independent streams of a seed: "data", "initialisation", "chains"
 */
export function createRandom(seed: number, name = ""): Random {
  checkInteger(seed, 0, Number.MAX_SAFE_INTEGER, "seed");
  const words = splitmix64(splitmix64(BigInt(seed))() ^ fnv1a(name));
  const [first, second] = [words(), words()];
  return createRandomFromState([first, first >> 32n, second, second >> 32n].map((word) => Number(word & 0xffffffffn)));
}

/**
 * xoshiro128++ from its four words.
 * @param state four 32-bit words, not all 0
 * @throws ShapeError if there are not four, ValueError if one is not a number or all are zero
 */
export function createRandomFromState(state: ArrayLike<number>): Random {
  // From zeros it would give zeros for ever, and normal would never end.
  if (packVector(state, 4, "state").every((word) => (word | 0) === 0))
    throw new ValueError("state", "is all zeros; one of its words must not be");
  let s0 = state[0] | 0;
  let s1 = state[1] | 0;
  let s2 = state[2] | 0;
  let s3 = state[3] | 0;
  let spare = NaN;

  function uint32(): number {
    const sum = (s0 + s3) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  function uniform(): number {
    const high = uint32() >>> 5;
    return (high * 2 ** 26 + (uint32() >>> 6)) * 2 ** -53;
  }

  // Marsaglia's polar method. Math.log may differ in its last bit from one engine to another; naturalLog doesn't.
  function normal(): number {
    if (spare === spare) {
      const value = spare;
      spare = NaN;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * naturalLog(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  }

  // One word decides, save once in 2³², when a second one does.
  function bernoulli(p: number): 0 | 1 {
    const threshold = p * 2 ** 32;
    const whole = Math.floor(threshold);
    const word = uint32();
    if (word !== whole) return word < whole ? 1 : 0;
    return uint32() < (threshold - whole) * 2 ** 32 ? 1 : 0;
  }

  // The state stays in registers, and nothing branches on an outcome: a fifth of bernoulli's time for each.
  function bernoulliEach(p: Float64Array, out: Float64Array): void {
    let [a, b, c, d] = [s0, s1, s2, s3];
    for (let i = 0; i < p.length; i++) {
      const sum = (a + d) | 0;
      const word = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      const rest = p[i] * 2 ** 32 - word;
      out[i] = +(rest > 0);
      if (+(rest >= 0) & +(rest < 1)) {
        [s0, s1, s2, s3] = [a, b, c, d];
        out[i] = uint32() < rest * 2 ** 32 ? 1 : 0;
        [a, b, c, d] = [s0, s1, s2, s3];
      }
    }
    [s0, s1, s2, s3] = [a, b, c, d];
  }

  function jump(): Random {
    const copy = createRandomFromState(words());
    const sum = new Uint32Array(4);
    for (const polynomial of jumpPolynomial)
      for (let bit = 0; bit < 32; bit++) {
        if (polynomial & (1 << bit)) copy.state().forEach((word, i) => (sum[i] ^= word));
        copy.uint32();
      }
    return createRandomFromState(sum);
  }

  function words(): Uint32Array {
    return Uint32Array.of(s0, s1, s2, s3);
  }

  return { uint32, uniform, normal, bernoulli, bernoulliEach, jump, state: words };
}

/** x^(2⁶⁴) modulo the characteristic polynomial of xoshiro128, from its authors. */
const jumpPolynomial = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];

/** Splitmix64 (Steele, Lea and Flood, OOPSLA 2014): 64-bit words from a 64-bit state. */
export function splitmix64(state: bigint): () => bigint {
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let word = state;
    word = BigInt.asUintN(64, (word ^ (word >> 30n)) * 0xbf58476d1ce4e5b9n);
    word = BigInt.asUintN(64, (word ^ (word >> 27n)) * 0x94d049bb133111ebn);
    return word ^ (word >> 31n);
  };
}

/** FNV-1a, 64 bits, over UTF-8: turns a name into a number. */
function fnv1a(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/**
 * log s for s of (0, 1), from additions, products and quotients only, which IEEE 754 rounds alike everywhere:
 * s = f · 2^−e with f of [√½, √2), and log f = 2 artanh((f − 1) / (f + 1)) by its series.
 */
function naturalLog(s: number): number {
  let e = 0;
  let f = s;
  while (f < Math.SQRT1_2) {
    f *= 2;
    e++;
  }
  const r = (f - 1) / (f + 1);
  const r2 = r * r;
  let series = 1 / 25;
  for (let k = 23; k > 0; k -= 2) series = series * r2 + 1 / k;
  return 2 * r * series - e * Math.LN2;
}
