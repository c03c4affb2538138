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
): RequestHandler[] {
  // Made before tRPC is asked: what fails here has no context, and so would have no request id there.
  const contexts = new WeakMap<Response, Context>();
  const makeContext: RequestHandler = async (req, res, next) => {
    contexts.set(res, await createContext(req, res));
    next();
  };
  const procedures = createExpressMiddleware({
    router: appRouter,
    allowBatching: false,
    createContext: ({ res }) => madeBefore(contexts.get(res)),
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
  return [makeContext, procedures];
}

function madeBefore(context: Context | undefined): Context {
  if (!context) throw new Error("a procedure was reached past the making of its context");
  return context;
}

/** The error shape carries the id of the context; errors before there is one get it from the response. */
export function contextOf(res: Response, rest: Omit<Context, "requestId">): Context {
  return { ...rest, requestId: requestIdOf(res) };
}
