import type { IncomingMessage } from "node:http";
import { parseCookie } from "cookie";
import type { Config } from "../config.ts";
import { SESSION_COOKIES } from "./cookies.ts";

/** What every page may know: nothing of it is secret, and all of it is the same for everybody but the last. */
export type PageSettings = {
  name: string;
  color: string | undefined;
  logo: string | undefined;
  /** Where messages go; undefined: to all countries. */
  countries: readonly string[] | undefined;
  codeLength: number;
  /** Whether the messages that are printed can be read at `/dev/inbox`. */
  inbox: boolean;
};

export function pageSettings(config: Config): PageSettings {
  return {
    name: config.serviceName,
    color: config.brandColor,
    logo: config.brandLogo,
    countries: config.allowedCountries === "*" ? undefined : [...config.allowedCountries].sort(),
    codeLength: config.codeLength,
    inbox: !config.isProduction && config.sms === undefined,
  };
}

/**
 * The page with its settings in a block that no browser runs. `mayBeSignedIn` says only that there is a cookie: without one
 * the page need not ask for a session, and with one the server still decides.
 */
export function withSettings(html: string, settings: PageSettings, mayBeSignedIn: boolean): string {
  // `<` is written so that no value can end the block (HTML, 4.12.1.3).
  const json = JSON.stringify({ ...settings, mayBeSignedIn }).replaceAll("<", "\\u003c");
  const name = settings.name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${name}</title>`)
    .replace("</head>", () => `<script type="application/json" id="settings">${json}</script></head>`);
}

export function hasSessionCookie({ headers: { cookie = "" } }: IncomingMessage): boolean {
  const cookies = parseCookie(cookie);
  return SESSION_COOKIES.some((name) => cookies[name] !== undefined);
}
