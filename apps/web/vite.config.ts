import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { firstViews } from "./build/first-views.ts";
import { inlineStyles } from "./build/inline-styles.ts";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), firstViews(), inlineStyles(), packedTwins()],
  worker: { format: "es" },
  build: {
    sourcemap: false,
    assetsInlineLimit: 0,
    // The first view needs it before any script has run: it stands in the page.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The phone parser is needed here, the schemas beside it are not; and zod probes for `eval`, which the content
      // security policy forbids and reports.
      treeshake: { moduleSideEffects: [{ test: /\/packages\/contracts\//, sideEffects: false }] },
    },
  },
});

/** Packs what the server sends packed, once and as small as it gets. */
function packedTwins(): Plugin {
  return {
    name: "packed-twins",
    apply: "build",
    writeBundle({ dir = "" }) {
      const assets = join(dir, "assets");
      for (const name of readdirSync(assets).filter((each) => /\.js$/.test(each))) {
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))));
      }
    },
  };
}
