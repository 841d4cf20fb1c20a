/**
 * Compiles the kernel, src/kernel/assembly, to src/kernel/build/rbm.wasm, and once more with fused multiply–add to
 * rbm-fused.wasm. Run by `npm install`, `npm start` and `npm test`.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const sources = fileURLToPath(new URL("./assembly/", import.meta.url));
const folder = new URL("./build/", import.meta.url);
const limit = 40 * 1024;

const flags = [
  "index.ts",
  "-O3",
  "--noAssert",
  "--converge",
  "--runtime",
  "stub",
  "--use",
  "abort=",
  "--enable",
  "simd"
];

await mkdir(folder, { recursive: true });
await build("rbm.wasm");
await build("rbm-fused.wasm", "--enable", "relaxed-simd");

async function build(name: string, ...more: string[]): Promise<void> {
  const written = new Map<string, string | Uint8Array>();
  const result = await asc.main([...flags, ...more, "--outFile", name, "--baseDir", sources], {
    writeFile: (name, contents) => void written.set(name, contents),
    stderr: process.stderr
  });
  if (result.error) throw result.error;
  const bytes = written.get(name);
  if (!(bytes instanceof Uint8Array)) throw new Error(`the AssemblyScript compiler wrote no ${name}`);
  if (bytes.length > limit) throw new Error(`${name} is ${bytes.length} bytes; it must be at most ${limit}`);
  // Written only if it changed, so that a preview does not reload.
  const output = new URL(name, folder);
  const before = await readFile(output).catch(() => null);
  if (before === null || !before.equals(bytes)) await writeFile(output, bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
