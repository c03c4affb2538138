import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "@sixdigit/contracts";
import express, { type Request, type RequestHandler } from "express";
import { packedFiles } from "./packed-files.ts";
import { hasSessionCookie, type PageSettings, withSettings } from "./page-settings.ts";

/**
 * The built web app: files with a hash in their name are kept for a year, the page itself is always asked for again.
 *
 * @param dist folder with the build
 * @throws StartError when there is no build in it
 */
export function builtWebApp(dist: string, settings: PageSettings): RequestHandler[] {
  const built = readPage(dist);
  const pages = [false, true].map((mayBeSignedIn) => withSettings(built, settings, mayBeSignedIn));
  const pageFor = (req: Request) => pages[Number(hasSessionCookie(req))] ?? built;
  const assets = express.static(join(dist, "assets"), {
    immutable: true,
    maxAge: "365d",
    index: false,
    redirect: false,
  });
  const files = express.static(dist, { index: false, maxAge: "1h", redirect: false });
  return [
    (req, res, next) => (isPage(req.method, req.path) ? sendPage(res, pageFor(req)) : next()),
    under("/assets", packedFiles(join(dist, "assets")), assets),
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
  res.set({ "cache-control": "private, no-cache", vary: "cookie" }).type("html").send(page);
}

function under(prefix: string, ...handlers: RequestHandler[]): RequestHandler {
  const router = express.Router();
  router.use(prefix, ...handlers);
  return router;
}
