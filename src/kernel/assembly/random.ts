// Four xoshiro128++ generators (Blackman and Vigna, 2018) side by side in the lanes of a vector, and a fifth alone,
// for the rare draws that need further bits. A stream's state: s0, s1, s2, s3 of the four lanes (64 bytes), then of
// the fifth (16 bytes).

/** Bytes of one stream's state. */
export const STREAM_BYTES: usize = 80;

/** Fills a stream's state from a seed and the number of the stream, by splitmix64. */
export function seedStream(state: usize, seed: u32, purpose: u32, block: u32): void {
  let key = mix(mix((<u64>seed) | ((<u64>purpose) << 32)) + (<u64>block + 1) * 0xd1342543de82ef95);
  for (let i: usize = 0; i < STREAM_BYTES; i += 8) {
    key += 0x9e3779b97f4a7c15;
    store<u64>(state + i, mix(key));
  }
}

function mix(key: u64): u64 {
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9;
  key = (key ^ (key >> 27)) * 0x94d049bb133111eb;
  return key ^ (key >> 31);
}

/** Writes `vectors` vectors of four random words each. */
export function fillWords(state: usize, out: usize, vectors: i32): void {
  let s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  const end = out + ((<usize>vectors) << 4);
  while (out < end) {
    const sum = i32x4.add(s0, s3);
    v128.store(out, i32x4.add(v128.or(i32x4.shl(sum, 7), i32x4.shr_u(sum, 25)), s0));
    const t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = v128.or(i32x4.shl(s3, 11), i32x4.shr_u(s3, 21));
    out += 16;
  }
  v128.store(state, s0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
}

/** The next word of the stream's fifth generator. */
export function nextWord(state: usize): u32 {
  state += 64;
  let s0 = load<u32>(state);
  let s1 = load<u32>(state, 4);
  let s2 = load<u32>(state, 8);
  let s3 = load<u32>(state, 12);
  const word = rotl<u32>(s0 + s3, 7) + s0;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl<u32>(s3, 11);
  store<u32>(state, s0);
  store<u32>(state, s1, 4);
  store<u32>(state, s2, 8);
  store<u32>(state, s3, 12);
  return word;
}

/** Puts `count` row numbers into a random order (Fisher and Yates), each order equally likely. */
export function shuffle(state: usize, order: usize, count: i32): void {
  for (let i = count - 1; i > 0; i--) {
    const j = below(state, <u32>i + 1);
    const a = order + ((<usize>i) << 2);
    const b = order + ((<usize>j) << 2);
    const moved = load<u32>(a);
    store<u32>(a, load<u32>(b));
    store<u32>(b, moved);
  }
}

/** A whole number of [0, bound), without bias (Lemire). */
function below(state: usize, bound: u32): u32 {
  let product = <u64>nextWord(state) * <u64>bound;
  if (<u32>product < bound) {
    const least: u32 = (<u32>0 - bound) % bound;
    while (<u32>product < least) product = <u64>nextWord(state) * <u64>bound;
  }
  return <u32>(product >> 32);
}
