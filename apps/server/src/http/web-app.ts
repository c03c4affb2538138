import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "@sixdigit/contracts";
import express, { type RequestHandler } from "express";

/** Marks the page as one of development, which shows the messages that were "sent". */
export function markDevelopment(html: string): string {
  return html.replace("<head>", '<head><meta name="sixdigit-mode" content="development">');
}

/**
 * The built web app: files with a hash in their name are kept for a year, the page itself is always asked for again.
 *
 * @param dist folder with the build
 * @throws StartError when there is no build in it
 */
export function builtWebApp(dist: string, { isProduction }: { isProduction: boolean }): RequestHandler[] {
  const built = readPage(dist);
  const page = isProduction ? built : markDevelopment(built);
  const assets = express.static(join(dist, "assets"), { immutable: true, maxAge: "365d", index: false });
  const files = express.static(dist, { index: false, maxAge: "1h" });
  return [
    (req, res, next) => (isPage(req.method, req.path) ? sendPage(res, page) : next()),
    under("/assets", assets),
    files,
  ];
}

function readPage(dist: string): string {
  try {
    return readFileSync(join(dist, "index.html"), "utf8");
  } catch {
    throw new StartError("The web app is not built: run `npx -y pnpm@12 build` first.");
  }
}

/** Pages have no dot in their path; files have one, and those that are missing are 404. */
function isPage(method: string, path: string): boolean {
  return (method === "GET" || method === "HEAD") && !path.includes(".");
}

function sendPage(res: Parameters<RequestHandler>[1], page: string): void {
  res.set("cache-control", "no-cache").type("html").send(page);
}

function under(prefix: string, handler: RequestHandler): RequestHandler {
  const router = express.Router();
  router.use(prefix, handler);
  return router;
}
