import { AuthError } from "@sixdigit/contracts";
import type { RequestHandler } from "express";

/** Requests take milliseconds: a second later there is room again. */
const RETRY_SECONDS = 1;

/**
 * Lets so many requests in at once and refuses more at once with 503: in a queue without end everybody would wait for
 * longer than they stay (ASVS 15.2.2).
 */
export function bounded(maxInFlight: number): RequestHandler {
  let inFlight = 0;
  return (_req, res, next) => {
    if (inFlight >= maxInFlight) throw new AuthError("UNAVAILABLE", { retryAfterSeconds: RETRY_SECONDS });
    inFlight += 1;
    res.once("close", () => {
      inFlight -= 1;
    });
    next();
  };
}
