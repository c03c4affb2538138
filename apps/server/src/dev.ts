import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { pageSettings, withSettings } from "./http/page-settings.ts";
import { serve } from "./serve.ts";

const root = fileURLToPath(new URL("../../web/", import.meta.url));

// The web app straight from its sources, on the server's own port: cookies and origins are as in production.
await serve(async (config, server) => {
  const vite = await createServer({
    root,
    // The other loaders write a file beside the config and delete it again, which the watcher takes for a change.
    configLoader: "native",
    server: { middlewareMode: { server }, hmr: { server } },
    plugins: [
      { name: "settings", transformIndexHtml: (html) => withSettings(html, pageSettings(config), true) },
    ],
  });
  return { web: vite.middlewares, devServer: true, close: () => vite.close() };
});
