import { appRouter, type Context, toRefusal } from "@sixdigit/api";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { Request, RequestHandler, Response } from "express";
import type { FailureLog } from "./failure-log.ts";
import { noteRefusal } from "./outcome.ts";
import { requestIdOf } from "./refuse.ts";

/** The procedures as tRPC, one call a request: limits count calls, and a batch is many calls in one. */
export function trpcSurface(
  createContext: (req: Request, res: Response) => Promise<Context>,
  logFailure: FailureLog,
): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    allowBatching: false,
    createContext: ({ req, res }) => createContext(req, res),
    onError({ error, ctx, req }) {
      const refusal = toRefusal(error, ctx?.requestId ?? "");
      if (req.res) noteRefusal(req.res, refusal.code);
      logFailure(refusal, error.cause ?? error);
    },
    responseMeta({ errors: [error] }) {
      const wait = error && toRefusal(error, "").retryAfterSeconds;
      // In place of tRPC's own: a streamed answer is not possible, and who may read depends on the origin.
      const headers = { vary: "Origin" };
      return { headers: wait === undefined ? headers : { ...headers, "retry-after": String(wait) } };
    },
  });
}

/** The error shape carries the id of the context; errors before there is one get it from the response. */
export function contextOf(res: Response, rest: Omit<Context, "requestId">): Context {
  return { ...rest, requestId: requestIdOf(res) };
}
