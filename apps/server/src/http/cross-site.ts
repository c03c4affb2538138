import type { Request, RequestHandler } from "express";
import type { Cookies } from "./cookies.ts";
import { isOwnOrigin, mayBearToken, mayChange, type Place, placeOf } from "./origin-policy.ts";
import { HttpRefusal } from "./refuse.ts";

export type CrossSiteSettings = {
  publicOrigin: string;
  /** Other origins whose pages may call, with cookies. */
  allowedOrigins: ReadonlySet<string>;
  cookies: Pick<Cookies, "session">;
};

const METHODS = "GET, POST, DELETE";
const READABLE_HEADERS = "Retry-After, X-Request-Id";
const PREFLIGHT_SECONDS = "600";

/** What pages of other origins may do: nothing, but for those that the settings allow. */
export function crossSite(settings: CrossSiteSettings): RequestHandler[] {
  return [openToAllowed(settings), refuseForeign(settings)];
}

/** CORS, with the exact origins of the settings and never a wildcard (ASVS 3.4.2). Nobody else is answered in its terms. */
function openToAllowed({ allowedOrigins }: CrossSiteSettings): RequestHandler {
  return (req, res, next) => {
    res.vary("Origin");
    const { origin } = req.headers;
    if (origin === undefined || !allowedOrigins.has(origin)) return next();
    res.setHeader("access-control-allow-origin", origin);
    res.setHeader("access-control-allow-credentials", "true");
    const isPreflight = req.method === "OPTIONS" && "access-control-request-method" in req.headers;
    if (!isPreflight) {
      res.setHeader("access-control-expose-headers", READABLE_HEADERS);
      return next();
    }
    res.setHeader("access-control-allow-methods", METHODS);
    res.setHeader("access-control-allow-headers", "Content-Type, Idempotency-Key");
    res.setHeader("access-control-max-age", PREFLIGHT_SECONDS);
    res.sendStatus(204);
  };
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

function refuseForeign(settings: CrossSiteSettings): RequestHandler {
  return (req, _res, next) => {
    const place = placeOfRequest(req, settings);
    const hasToken = req.headers.authorization !== undefined;
    if (!SAFE_METHODS.includes(req.method) && !mayChange(place)) throw new HttpRefusal(403, "FORBIDDEN");
    // Two credentials would leave open which of them was meant.
    if (hasToken && (!mayBearToken(place) || settings.cookies.session.isSent(req))) {
      throw new HttpRefusal(403, "FORBIDDEN");
    }
    next();
  };
}

function placeOfRequest(req: Request, { publicOrigin, allowedOrigins }: CrossSiteSettings): Place {
  return placeOf(req.headers, {
    isOwn: (origin) => isOwnOrigin(publicOrigin, origin, req.socket.localPort),
    isAllowed: (origin) => allowedOrigins.has(origin),
  });
}
