import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), sonnerWithoutStyleElement()],
  // Bundled beforehand, as dependencies are in development, it would pass the plugin by.
  optimizeDeps: { exclude: ["sonner"] },
  build: {
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The phone parser is needed here, the schemas beside it are not; and zod probes for `eval`, which the content
      // security policy forbids and reports.
      treeshake: { moduleSideEffects: [{ test: /\/packages\/contracts\//, sideEffects: false }] },
    },
  },
});

/**
 * Sonner puts its rules into the page with a `<style>` element, which the content security policy forbids. They come
 * with `styles.css` instead.
 */
function sonnerWithoutStyleElement(): Plugin {
  const insertion = /^__insertCSS\(".*"\);?$/m;
  return {
    name: "sonner-without-style-element",
    transform: {
      filter: { id: /\/sonner\/dist\/index\.mjs(\?|$)/ },
      handler(code) {
        if (!insertion.test(code)) this.error("sonner no longer inserts its styles as it did: look again");
        return { code: code.replace(insertion, ""), map: null };
      },
    },
  };
}
