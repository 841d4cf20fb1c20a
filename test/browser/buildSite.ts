/** Builds the site once for all browser tests. RBM_KEEP_DIST=1 uses the one that is there, while writing tests. */
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";

export function setup(): void {
  if (process.env.RBM_KEEP_DIST && existsSync("dist/index.html")) return;
  execSync("npm run build", { stdio: ["ignore", "ignore", "inherit"] });
  // The next project of the same run finds it built.
  process.env.RBM_KEEP_DIST = "1";
}
