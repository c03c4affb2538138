import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { openApiDocument } from "@sixdigit/api";
import express, { type Router } from "express";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
const START = 'SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: false });\n';
const FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** `openapi.json`, and a page to read it that loads nothing from elsewhere. */
export function apiDocs(document: ReturnType<typeof openApiDocument>): Router {
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const router = express.Router();
  router.get("/openapi.json", (_req, res) => void res.json(document));
  router.get("/docs", (_req, res) => void res.type("html").send(PAGE));
  router.get("/docs/start.js", (_req, res) => void res.type("js").send(START));
  // The folder of an installed package may have a dot in its path.
  for (const file of FILES) {
    router.get(`/docs/${file}`, (_req, res) =>
      res.sendFile(join(folder, file), { maxAge: "1h", dotfiles: "allow" }),
    );
  }
  return router;
}
