import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const ENTRY = "\0measured";

/** Bytes after gzip: of what an app loads at once, and with all that it may load later. React is the app's own. */
export type Size = { first: number; all: number };

/** Builds an app that uses these names of the package, as a browser would load it, and weighs its scripts. */
export async function measure(names: readonly string[]): Promise<Size> {
  const from = JSON.stringify(join(root, "src/index.ts"));
  const lines = `import { ${names} } from ${from}; globalThis.used = [${names}];`;
  const output = (await build({
    root,
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "measured",
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? lines : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: ENTRY, external: /^react(-dom)?(\/|$)/ },
    },
  })) as Rollup.RollupOutput;
  const chunks = output.output.filter((each) => each.type === "chunk");
  const weigh = (some: typeof chunks) => some.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  return { first: weigh(chunks.filter(({ isEntry }) => isEntry)), all: weigh(chunks) };
}

/** Bytes after gzip of the scripts that the built page names itself. */
export function measurePage(index: string): number {
  const html = readFileSync(index, "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = ""]) => path);
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(`${dirname(index)}${path}`)).length, 0);
}
