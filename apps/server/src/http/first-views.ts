import type { IncomingMessage } from "node:http";
import { parseCookie } from "cookie";
import type { Request } from "express";
import type { PageSettings } from "./page-settings.ts";

/** What the build has drawn: for each language the pages as they look before a script has run, and links to what is to be loaded at once. */
export type FirstViews = Record<string, { pages: Record<string, string>; preload: string }>;

/** What browsers send is a fifth of it; to weigh 15 KB of languages takes tens of milliseconds of CPU. */
const MAX_ACCEPT_LENGTH = 512;
const ROOT = '<div id="root"></div>';

/**
 * The page for each language and step, ready to be sent, by their names: `ar number`.
 *
 * @param html the built page
 */
export function pagesWithFirstViews(html: string, views: FirstViews, settings: PageSettings) {
  const suffix = `${settings.logo ? " logo" : ""}${settings.inbox ? " inbox" : ""}`;
  const pages = new Map<string, string>();
  for (const [language, { pages: drawn, preload }] of Object.entries(views)) {
    for (const step of ["number", "code", "frame"]) {
      const view = drawn[step + suffix] ?? "";
      const filled = view
        .replaceAll("%NAME%", () => escapeHtml(settings.name))
        .replaceAll("%LOGO%", () => escapeHtml(settings.logo ?? ""));
      const page = html.replace("</head>", () => `${preload}</head>`);
      pages.set(
        `${language} ${step}`,
        page.replace(ROOT, () => `<div id="root">${filled}</div>`),
      );
    }
  }
  return pages;
}

/** The language that was chosen on the page before, else the browser's first that there is, else the first one. */
export function languageOf(req: Request, languages: readonly string[]): string {
  const chosen = cookieOf(req, "language");
  if (chosen && languages.includes(chosen)) return chosen;
  const isRead = (req.headers["accept-language"] ?? "").length <= MAX_ACCEPT_LENGTH;
  return (isRead && req.acceptsLanguages([...languages])) || languages[0] || "en";
}

/** Which of the steps is shown at a path to whom nobody knows yet; else what stands around every page. */
export function stepAt(path: string, mayBeSignedIn: boolean): "number" | "code" | "frame" {
  if (mayBeSignedIn) return "frame";
  if (path === "/") return "number";
  return /^\/otp\/?$/.test(path) ? "code" : "frame";
}

function cookieOf({ headers: { cookie = "" } }: IncomingMessage, name: string): string | undefined {
  return parseCookie(cookie)[name];
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
