import { fileURLToPath } from "node:url";
import { createServer, type Plugin, type Rollup } from "vite";
import type { FirstViews } from "../src/first-views.tsx";

const PAGE = "/web/index.html";
const START = "/web/src/start.tsx";
const SCRIPTS = /<(script type="module"|link rel="modulepreload")/g;

/**
 * Draws the pages as they look before any script has run, in each language, into `first-views.json`: the server puts the one
 * that is asked for into the page, so that there is something to read after one round trip.
 */
export function firstViews(): Plugin {
  return {
    name: "first-views",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) => {
        const named = filesOf(PAGE, bundle);
        const others = filesOf(START, bundle).filter((file) => !named.includes(file));
        return unhurried(html.replace("</head>", () => `${linksTo(others)}</head>`));
      },
    },
    async generateBundle(_, bundle) {
      const views = await drawn();
      for (const [language, view] of Object.entries(views)) {
        view.preload = unhurried(linksTo(wordsOf(language, bundle)));
      }
      this.emitFile({ type: "asset", fileName: "first-views.json", source: JSON.stringify(views) });
    },
  };
}

/** By the components themselves, which Vite can load without a browser. */
async function drawn(): Promise<FirstViews> {
  const vite = await createServer({
    root: fileURLToPath(new URL("..", import.meta.url)),
    configFile: false,
    logLevel: "error",
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  try {
    const { drawFirstViews } = await vite.ssrLoadModule("/src/first-views.tsx");
    return await drawFirstViews();
  } finally {
    await vite.close();
  }
}

/** The files with the words of a language, beside those that the page asks for already. */
function wordsOf(language: string, bundle: Rollup.OutputBundle): string[] {
  const already = filesOf(START, bundle);
  return filesOf(`/web/src/words/${language}.ts`, bundle).filter((file) => !already.includes(file));
}

/** The file that a module of ours starts, and those that it cannot start without. */
function filesOf(module: string, bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
  const own = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  return own ? [own.fileName, ...own.imports] : [];
}

function linksTo(files: readonly string[]): string {
  return files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`).join("");
}

/** The first view is painted without any script: none is to get in its way. */
function unhurried(html: string): string {
  return html.replaceAll(SCRIPTS, '<$1 fetchpriority="low"');
}
