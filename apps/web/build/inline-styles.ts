import type { Plugin } from "vite";

const LINK = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/;

/**
 * Puts the one style sheet into the page itself, so that the first view is painted with the page's own bytes. The server lets
 * it through by its hash.
 */
export function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) =>
        html.replace(LINK, (_, file: string) => {
          const sheet = bundle[file];
          if (sheet?.type !== "asset") throw new Error(`The page asks for ${file}, which was not built`);
          delete bundle[file];
          return `<style>${sheet.source}</style>`;
        }),
    },
  };
}
