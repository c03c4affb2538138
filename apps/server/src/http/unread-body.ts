import type { Request, RequestHandler } from "express";

const PATIENCE_MS = 500;

/**
 * Drops what is still to come of a body that is refused, and is done when it is over, or after half a second. A connection that
 * is closed over unread bytes is reset (RFC 9112, 9.6), and that may reach the client before the answer does.
 */
export function dropBody(req: Request): Promise<void> {
  return new Promise((resolve) => {
    if (req.complete || req.destroyed) return resolve();
    const timer = setTimeout(resolve, PATIENCE_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    req.once("end", done).once("close", done).resume();
  });
}

/** A body that goes on after it was answered is not listened to for long. */
export const cutOff: RequestHandler = (req, res, next) => {
  res.on("finish", () => {
    if (!req.complete) setTimeout(() => req.complete || req.destroy(), PATIENCE_MS).unref();
  });
  next();
};
