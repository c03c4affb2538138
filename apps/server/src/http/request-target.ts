import type { RequestListener } from "node:http";
import { toRefusal } from "@sixdigit/api";
import { AuthError } from "@sixdigit/contracts";
import type { RequestHandler } from "express";
import { noteRefusal } from "./outcome.ts";

const PATIENCE_MS = 500;

/**
 * Refuses a request without a host (RFC 9112, 3.2), and a target that is no path. The absolute form is for proxies (RFC 9112, 3.2.2), and one that cannot be parsed
 * makes Express answer with a page of its own, before any of ours is asked.
 */
export function onlyPaths(app: RequestListener): RequestListener {
  return (req, res) => {
    const namesHost = req.headers.host !== undefined || req.httpVersion === "1.0";
    if (namesHost && req.url?.startsWith("/")) return app(req, res);
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

/** A body that goes on after it was answered is not listened to for long. */
export const cutOff: RequestHandler = (req, res, next) => {
  res.on("finish", () => {
    if (!req.complete) setTimeout(() => req.complete || req.destroy(), PATIENCE_MS).unref();
  });
  next();
};
