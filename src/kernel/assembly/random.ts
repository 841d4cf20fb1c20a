// Four xoshiro128++ generators (Blackman and Vigna, 2018) side by side in the lanes of a vector, and a fifth alone,
// for the rare draws that need further bits.

/** A stream's state: four words of each lane, then those of the single generator. */
@unmanaged
class Stream {
  lanes0: v128;
  lanes1: v128;
  lanes2: v128;
  lanes3: v128;
  single0: u32;
  single1: u32;
  single2: u32;
  single3: u32;
}

/** The i-th of several streams. */
// @ts-ignore: decorator
@inline
export function streamAt(streams: usize, i: i32): usize {
  return streams + <usize>i * offsetof<Stream>();
}

/** Bytes of one stream's state. */
export function streamBytes(): usize {
  return offsetof<Stream>();
}

/** Fills a stream's state from a seed and the number of the stream, by splitmix64. */
export function seedStream(state: usize, seed: u32, purpose: u32, block: u32): void {
  let key = mix(mix((<u64>seed) | ((<u64>purpose) << 32)) + (<u64>block + 1) * 0xd1342543de82ef95);
  for (let i: usize = 0; i < offsetof<Stream>(); i += 8) {
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
  const stream = changetype<Stream>(state);
  let s0 = stream.lanes0;
  let s1 = stream.lanes1;
  let s2 = stream.lanes2;
  let s3 = stream.lanes3;
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
  stream.lanes0 = s0;
  stream.lanes1 = s1;
  stream.lanes2 = s2;
  stream.lanes3 = s3;
}

/** The next word of the stream's fifth generator. */
export function nextWord(state: usize): u32 {
  const stream = changetype<Stream>(state);
  let s0 = stream.single0;
  let s1 = stream.single1;
  let s2 = stream.single2;
  let s3 = stream.single3;
  const word = rotl<u32>(s0 + s3, 7) + s0;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl<u32>(s3, 11);
  stream.single0 = s0;
  stream.single1 = s1;
  stream.single2 = s2;
  stream.single3 = s3;
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
