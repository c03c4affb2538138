import type { IncomingHttpHeaders } from "node:http";

/**
 * Where a request comes from: a page of this service, a page of an origin that the settings allow, a page of anybody
 * else, or a program that is no browser.
 */
export type Place = "own" | "allowed" | "foreign" | "program";

export type Origins = {
  isOwn(origin: string): boolean;
  isAllowed(origin: string): boolean;
};

type Signs = Pick<IncomingHttpHeaders, "origin" | "referer" | "sec-fetch-site" | "user-agent" | "cookie">;

/**
 * Reads what only a browser can write and no page can change: Fetch Metadata first, then the Origin, then the Referer
 * (OWASP CSRF Prevention; ASVS 3.5.1). All signs must agree, and an origin is the text that browsers send or none at all:
 * a look-alike, another case or another port is another origin.
 *
 * Who gives no sign is a program, and its cookies are its own to send. Browsers give one with every request that changes
 * anything, so one that comes with cookies and without any sign has lost it on the way, and is not believed.
 */
export function placeOf(headers: Signs, { isOwn, isAllowed }: Origins): Place {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin ?? originIn(headers.referer);
  if (origin === undefined) {
    if (site === undefined) return isBrowser(headers) ? "foreign" : "program";
    return site === "same-origin" ? "own" : "foreign";
  }
  if (isOwn(origin)) return site === undefined || site === "same-origin" ? "own" : "foreign";
  return isAllowed(origin) && site !== "none" ? "allowed" : "foreign";
}

/** Whether a request from there may change something, a code being asked for or tried included. */
export function mayChange(place: Place): boolean {
  return place !== "foreign";
}

/** Whether a bearer token may come from there: pages of other origins have no business with one. */
export function mayBearToken(place: Place): boolean {
  return place === "own" || place === "program";
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** The public origin; where that is this machine's own, also its other names on the port that was called. */
export function isOwnOrigin(publicOrigin: string, origin: string, port: number | undefined): boolean {
  if (origin === publicOrigin) return true;
  const { protocol, hostname } = new URL(publicOrigin);
  const isLocal = protocol === "http:" && LOOPBACK.includes(hostname);
  return isLocal && LOOPBACK.some((name) => origin === `http://${name}:${port}`);
}

/** Browsers write the whole origin and then the path; what only means the same once it is parsed is from nobody. */
function originIn(referer: string | undefined): string | undefined {
  if (referer === undefined) return undefined;
  const origin = URL.parse(referer)?.origin;
  return origin !== undefined && referer.startsWith(`${origin}/`) ? origin : "null";
}

/** All browsers name themselves so, and hardly anything else that keeps cookies. */
function isBrowser({ "user-agent": name = "", cookie }: Signs): boolean {
  return cookie !== undefined && name.startsWith("Mozilla/");
}
