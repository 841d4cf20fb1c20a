/** `npm run build`: Framework's build, refused where it only warns of a broken page, then finished. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Application } from "typedoc";
import { finishSite } from "./finish.js";

const output = await observableBuild();
// Node's own warnings, "(node:1234) …", say nothing of the pages.
const complaint = /^(?!\(node:\d+\)).*(?:broken link|Warning:|SyntaxError|unable to resolve).*$/m.exec(output);
if (complaint) {
  console.error(`The site was built, but a page is broken:\n${output.slice(complaint.index).trim()}`);
  process.exit(1);
}
console.log(`Finished ${finishSite("dist").join(", ")}`);
await writeReference();

/** Reference pages from the docstrings, in dist/reference. */
async function writeReference(): Promise<void> {
  const typedoc = await Application.bootstrapWithPlugins({ out: join("dist", "reference") });
  const project = await typedoc.convert();
  if (!project) throw new Error("The reference pages can't be made: the library does not compile.");
  await typedoc.generateOutputs(project);
}

function observableBuild(): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("observable", ["build"], {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32"
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        text += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`observable build ended with ${code}`))
    );
  });
}
