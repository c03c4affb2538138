import type { IncomingMessage, RequestListener } from "node:http";
import { toRefusal } from "@sixdigit/api";
import { AuthError } from "@sixdigit/contracts";
import { noteRefusal } from "./outcome.ts";

/**
 * Refuses what a proxy in front may have read otherwise, and a target that is no path. The absolute form is for proxies
 * (RFC 9112, 3.2.2), and one that cannot be parsed makes Express answer with a page of its own, before any of ours is asked.
 */
export function onlyPlainRequests(app: RequestListener): RequestListener {
  return (req, res) => {
    if (namesOneHost(req) && hasPlainFraming(req) && isPlainPath(req.url)) return app(req, res);
    const refusal = toRefusal(new AuthError("INVALID_INPUT"), String(res.getHeader("x-request-id")));
    noteRefusal(res, refusal.code);
    res.writeHead(400, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      connection: "close",
    });
    res.end(JSON.stringify(refusal));
  };
}

/**
 * A path that everybody reads alike. A fragment is never sent (RFC 9112, 3.2), and at `//a@#` Express finds no path at all.
 * Clients take dot segments out before they send (RFC 3986, 5.2.4): `/api/x/../auth/session` and `/api/auth\session` are
 * paths of their own for Express, for the log and for a proxy's rules, and for the adapter of REST they are the session.
 */
function isPlainPath(target = ""): boolean {
  if (!target.startsWith("/") || target.includes("#")) return false;
  const [path = ""] = target.split("?", 1);
  return !path.includes("\\") && !/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

/** RFC 9112, 3.2. */
function namesOneHost({ headersDistinct: { host = [] }, httpVersion }: IncomingMessage): boolean {
  return host.length === 1 || (host.length === 0 && httpVersion === "1.0");
}

/** RFC 9112, 6.1: where a body ends must be as clear to everybody on the way (ASVS 4.2.1). */
function hasPlainFraming({
  headers: { "transfer-encoding": coding },
  httpVersion,
}: IncomingMessage): boolean {
  return coding === undefined || (coding.toLowerCase() === "chunked" && httpVersion === "1.1");
}
