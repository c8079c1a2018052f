// The last step of `npm run build`: what the window loads before it shows anything must not grow unnoticed. Whoever has a reason for
// more raises the budget here, and says why in the commit.
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Bytes, as they lie in the program. */
const BUDGET = { js: 1_000_000, css: 175_000 };

const dist = new URL("dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
// The entry and, as module preloads, all that it imports at once.
const files = [...page.matchAll(/(?:src|href)="\.?\/([^"]+\.(js|css))"/g)].map(([, path, kind]) => ({ path, kind }));
if (!files.some(({ kind }) => kind === "js")) throw new Error(`${fileURLToPath(dist)}index.html loads no script`);

for (const [kind, budget] of Object.entries(BUDGET)) {
  const size = files
    .filter((file) => file.kind === kind)
    .reduce((sum, { path }) => sum + statSync(new URL(path, dist)).size, 0);
  process.stdout.write(`first load, ${kind}: ${size} of at most ${budget} bytes\n`);
  if (size > budget) process.exitCode = 1;
}
