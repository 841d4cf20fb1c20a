/** CRC-32 as in IEEE 802.3, gzip and PNG, over the text's UTF-8; "123456789" gives cbf43926. */
export function crc32(text: string): number {
  return crc32OfBytes(new TextEncoder().encode(text));
}

/** The same over bytes. */
export function crc32OfBytes(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});
