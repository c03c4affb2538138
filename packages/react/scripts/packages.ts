// What the first view of the web app loads, by package (`pnpm size:packages`). Each module is minified and packed alone, which
// packs a little worse than together: the sum is above the figure of `pnpm size`, and the shares are what to look at.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, minifySync, type Rollup } from "vite";

const web = fileURLToPath(new URL("../../../apps/web/", import.meta.url));

const { output } = (await build({
  root: web,
  configFile: `${web}vite.config.ts`,
  logLevel: "error",
  build: { write: false },
})) as Rollup.RollupOutput;
const page = output.find(({ fileName }) => fileName === "index.html");
const html = page && "source" in page ? String(page.source) : "";
const chunks = output
  .filter((each) => each.type === "chunk")
  .filter(({ fileName }) => html.includes(fileName));

const sizes = new Map<string, number>();
for (const [id, { code }] of chunks.flatMap(({ modules }) => Object.entries(modules))) {
  const { code: small } = minifySync(id.replace(/.*\//, ""), code ?? "");
  sizes.set(packageOf(id), (sizes.get(packageOf(id)) ?? 0) + gzipSync(small).length);
}
for (const [name, bytes] of [...sizes].sort(([, a], [, b]) => b - a)) {
  process.stdout.write(`${name.padEnd(44)} ${(bytes / 1000).toFixed(1)} kB\n`);
}

/** `react-dom`, `@trpc/client`, `packages/react`; what the bundler adds is its own. */
function packageOf(id: string): string {
  const [, installed] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  const [, own] = /\/((?:apps|packages)\/[^/]+)\//.exec(id) ?? [];
  return installed ?? own ?? "vite";
}
