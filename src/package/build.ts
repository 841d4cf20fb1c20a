/** `npm run build:package`: the library as other projects install it, in lib/. `npm pack` runs it first. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const folder = "lib";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
await build({
  entryPoints: {
    rbm: "src/rbm/index.ts",
    "kernel-browser": "src/package/kernelInBrowser.ts",
    "kernel-node": "src/package/kernelInNode.ts",
    "kernel-worker": "src/kernel/worker/worker.ts",
    "kernel-thread": "src/package/kernelThread.ts"
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  chunkNames: "shared/[hash]",
  format: "esm",
  target: ["es2022"],
  platform: "neutral",
  external: ["mathjs", "node:*"],
  logLevel: "warning"
});
copyFileSync("src/kernel/build/rbm.wasm", `${folder}/rbm.wasm`);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", "src/package/tsconfig.json"], { stdio: "inherit" });
