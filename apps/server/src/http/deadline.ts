import type { ServerResponse } from "node:http";
import { toRefusal } from "@sixdigit/api";
import { AuthError } from "@sixdigit/contracts";
import type { RequestHandler, Response } from "express";
import { noteRefusal } from "./outcome.ts";
import { requestIdOf } from "./refuse.ts";

/** A request ends within ten seconds whatever hangs; the rest of them is for its way back. */
const DEADLINE_MS = 9_000;

/**
 * Answers a request that is not answered in time with 503. What works on it is not stopped: it may still happen, and what
 * it would have said is dropped.
 */
export function deadline(deadlineMs = DEADLINE_MS): RequestHandler {
  return (_req, res, next) => {
    const timer = setTimeout(() => {
      if (res.headersSent) return void res.destroy();
      refuseLate(res);
      silence(res);
    }, deadlineMs);
    res.once("close", () => clearTimeout(timer));
    next();
  };
}

function refuseLate(res: Response): void {
  const refusal = toRefusal(new AuthError("UNAVAILABLE"), requestIdOf(res));
  // A cookie of half a request would be of no use.
  res.removeHeader("set-cookie");
  res.removeHeader("content-type");
  noteRefusal(res, refusal.code);
  res.set({
    "cache-control": "no-store",
    connection: "close",
    "retry-after": `${refusal.retryAfterSeconds}`,
  });
  res.status(503).json(refusal);
}

/** Writing to an answer that has ended throws, and whoever comes late is not to blame. */
function silence(res: ServerResponse): void {
  const nothing = () => res;
  Object.assign(res, {
    setHeader: nothing,
    setHeaders: nothing,
    appendHeader: nothing,
    removeHeader: nothing,
    writeHead: nothing,
    flushHeaders: nothing,
    write: () => true,
    end: nothing,
  });
}
