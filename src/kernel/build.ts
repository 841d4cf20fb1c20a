/** Compiles the kernel, src/kernel/assembly, to src/kernel/build/rbm.wasm. Run by `npm install`, `npm start` and `npm test`. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const sources = fileURLToPath(new URL("./assembly/", import.meta.url));
const output = new URL("./build/rbm.wasm", import.meta.url);
const limit = 40 * 1024;

const flags = ["index.ts", "--outFile", "rbm.wasm", "-O3", "--noAssert", "--converge"];
const setup = ["--enable", "simd", "--runtime", "stub", "--use", "abort="];

const written = new Map<string, string | Uint8Array>();
const result = await asc.main([...flags, ...setup, "--baseDir", sources], {
  writeFile: (name, contents) => void written.set(name, contents),
  stderr: process.stderr
});
if (result.error) throw result.error;
const bytes = written.get("rbm.wasm");
if (!(bytes instanceof Uint8Array)) throw new Error("the AssemblyScript compiler wrote no rbm.wasm");
if (bytes.length > limit) throw new Error(`the kernel is ${bytes.length} bytes; it must be at most ${limit}`);

// Written only if it changed, so that a preview does not reload.
const before = await readFile(output).catch(() => null);
if (before === null || !before.equals(bytes)) {
  await mkdir(new URL("./", output), { recursive: true });
  await writeFile(output, bytes);
}
console.log(`kernel: ${bytes.length} bytes`);
