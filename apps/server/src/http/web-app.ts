import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "@sixdigit/contracts";
import express, { type Request, type RequestHandler } from "express";
import { type FirstViews, languageOf, pagesWithFirstViews, stepAt } from "./first-views.ts";
import { packedFiles } from "./packed-files.ts";
import { hasSessionCookie, type PageSettings, withSettings } from "./page-settings.ts";
import { pageSender } from "./send-page.ts";

/**
 * The built web app: files with a hash in their name are kept for a year, the page itself is always asked for again. It
 * comes with its first view in the reader's language, so that there is something to see before its scripts are here.
 *
 * @param dist folder with the build
 * @throws StartError when there is no build in it
 */
export function builtWebApp(dist: string, settings: PageSettings): RequestHandler[] {
  const { built, views } = readBuild(dist);
  const languages = Object.keys(views);
  const pages = [false, true].map((mayBeSignedIn) =>
    pagesWithFirstViews(withSettings(built, settings, mayBeSignedIn), views, settings),
  );
  const sendPage = pageSender(built);
  const pageFor = (req: Request) => {
    const mayBeSignedIn = hasSessionCookie(req);
    const name = `${languageOf(req, languages)} ${stepAt(req.path, mayBeSignedIn)}`;
    return pages[Number(mayBeSignedIn)]?.get(name) ?? built;
  };
  const assets = express.static(join(dist, "assets"), {
    immutable: true,
    maxAge: "365d",
    index: false,
    redirect: false,
  });
  const files = express.static(dist, { index: false, maxAge: "1h", redirect: false });
  return [
    (req, res, next) => (isPage(req.method, req.path) ? sendPage(req, res, pageFor(req)) : next()),
    under("/assets", packedFiles(join(dist, "assets")), assets),
    files,
  ];
}

function readBuild(dist: string): { built: string; views: FirstViews } {
  try {
    const [built, views] = ["index.html", "first-views.json"].map((file) =>
      readFileSync(join(dist, file), "utf8"),
    );
    return { built: built ?? "", views: JSON.parse(views ?? "") };
  } catch {
    throw new StartError("The web app is not built: run `npx -y pnpm@12 build` first.");
  }
}

/** Pages have no dot in their path; files have one, and those that are missing are 404. */
function isPage(method: string, path: string): boolean {
  return (method === "GET" || method === "HEAD") && !path.includes(".");
}

function under(prefix: string, ...handlers: RequestHandler[]): RequestHandler {
  const router = express.Router();
  router.use(prefix, ...handlers);
  return router;
}
