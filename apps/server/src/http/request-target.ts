import type { RequestListener } from "node:http";
import type { RequestHandler } from "express";

const PATIENCE_MS = 500;

/**
 * Refuses a target that is no path. The absolute form is for proxies (RFC 9112, 3.2.2), and one that cannot be parsed
 * makes Express answer with a page of its own, before any of ours is asked.
 */
export function onlyPaths(app: RequestListener): RequestListener {
  return (req, res) => {
    if (req.url?.startsWith("/")) return app(req, res);
    const refusal = {
      success: false,
      message: "The request is not understood.",
      code: "INVALID_INPUT",
      requestId: "",
    };
    res.writeHead(400, { "content-type": "application/json; charset=utf-8", connection: "close" });
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
