/** A module of one function, (a, b, c) ↦ f32x4.relaxed_madd(a, b, c). */
const probe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b]
);

/**
 * Whether this engine takes rbm-fused.wasm, the kernel with WebAssembly's relaxed multiply–add. Draws are the same from
 * both builds, to the bit; a machine that is trained differs in its last digits, and after many updates in more.
 */
export function hasFusedMultiplyAdd(
  validate: (bytes: Uint8Array<ArrayBuffer>) => boolean = WebAssembly.validate
): boolean {
  return validate(probe);
}
