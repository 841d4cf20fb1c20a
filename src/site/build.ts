/** `npm run build`: Framework's build, refused if it warns of a broken page, then made ready to publish. */
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePages } from "./bundlePages.js";
import { finishSite } from "./finish.js";
import { siteAddress, sitemap, webManifest } from "./metadata.js";
import { notFoundPage } from "./notFoundPage.js";
import { writeOfflineScript, writeServiceWorker } from "./offlineFiles.js";
import { renderPictures } from "./pictures.js";
import { writeReference } from "./reference.js";

const output = "dist";
const site = siteAddress();
rmSync(output, { recursive: true, force: true });

const report = await observableBuild();
// Node's own warnings, "(node:1234) …", say nothing of the pages.
const complaint = /^(?!\(node:\d+\)).*(?:broken link|Warning:|SyntaxError|unable to resolve).*$/m.exec(report);
if (complaint) {
  console.error(`The site was built, but a page is broken:\n${report.slice(complaint.index).trim()}`);
  process.exit(1);
}
await bundlePages(output);
console.log(`Finished ${finishSite(output, site).join(", ")}`);
await renderPictures(output);
await writeReference(join(output, "reference"));
writeFileSync(join(output, "404.html"), notFoundPage(site));
writeFileSync(join(output, "manifest.webmanifest"), webManifest());
if (site) writeFileSync(join(output, "sitemap.xml"), sitemap(site));
else console.log("No sitemap, and relative previews: set SITE_URL to the address where the site will be published.");
writeOfflineScript(output);
const { count, bytes } = writeServiceWorker(output);
console.log(`Kept offline: ${count} files, ${(bytes / 1e6).toFixed(1)} MB`);

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
