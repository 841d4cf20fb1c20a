import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { pngWithText } from "../../../src/components/figures/pngText.js";
import { crc32OfBytes } from "../../../src/rbm/checkpoint/crc32.js";

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32OfBytes(body));
  return Buffer.concat([length, body, crc]);
}

/** One grey pixel. */
const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk("IHDR", header),
  chunk("IDAT", deflateSync(Buffer.from([0, 128]))),
  chunk("IEND", Buffer.alloc(0))
]);

it("the CRC of an IEND chunk is the one that every PNG file ends with", () => {
  expect(png.subarray(-4).toString("hex")).toBe("ae426082");
});

it("a text goes into a chunk of its own after the header, in UTF-8, and every chunk's CRC holds", () => {
  const text = 'σ = 0.1, "θ"';
  const whole = Buffer.from(pngWithText(png, "Description", text));
  const chunks: [string, Buffer][] = [];
  for (let at = 8; at < whole.length;) {
    const length = whole.readUInt32BE(at);
    const body = whole.subarray(at + 4, at + 8 + length);
    expect(whole.readUInt32BE(at + 8 + length)).toBe(crc32OfBytes(body));
    chunks.push([body.subarray(0, 4).toString("latin1"), body.subarray(4)]);
    at += 12 + length;
  }
  expect(chunks.map(([type]) => type)).toEqual(["IHDR", "iTXt", "IDAT", "IEND"]);
  expect(chunks[1][1].toString("utf8")).toBe(`Description\0\0\0\0\0${text}`);
});

it("refuses bytes that are no PNG file", () => {
  expect(() => pngWithText(new Uint8Array(100), "Description", "")).toThrow("no PNG file");
});
