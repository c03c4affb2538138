import { toRefusal, toTrpcAnswer } from "@sixdigit/api";
import { AUTH_ERRORS, AuthError, type Refusal } from "@sixdigit/contracts";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import type { FailureLog } from "./failure-log.ts";
import { noteRefusal } from "./outcome.ts";

const MESSAGES: Partial<Record<number, string>> = {
  405: "This method is not possible here.",
  413: "The body is too large.",
  415: "Send JSON: the content type must be application/json, in UTF-8 and not compressed.",
};

/** A refusal by HTTP itself, with a status that says more than the code's own. */
export class HttpRefusal extends AuthError {
  readonly status: number;
  /** What to tell in place of the status's own message. */
  readonly text: string | undefined;

  constructor(
    status: number,
    code: "INVALID_INPUT" | "NOT_FOUND" | "FORBIDDEN" = "INVALID_INPUT",
    text?: string,
  ) {
    super(code);
    this.status = status;
    this.text = text;
  }
}

/** Answers an error in the documented shape; what is unexpected is logged, and told as `INTERNAL` with a request id. */
export function answerErrors(logFailure: FailureLog): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const known = readHttpError(error);
    const plain = toRefusal(known, requestIdOf(res));
    if (res.headersSent) {
      logFailure(plain, error);
      // What was answered in time is whole; what is not must not look as if it were.
      if (!res.writableEnded) res.destroy();
      return;
    }
    const { status, text } =
      known instanceof HttpRefusal ? known : { ...AUTH_ERRORS[plain.code], text: undefined };
    const refusal = { ...plain, message: text ?? MESSAGES[status] ?? plain.message };
    noteRefusal(res, refusal.code);
    logFailure(refusal, error);
    if (refusal.retryAfterSeconds !== undefined) res.setHeader("retry-after", refusal.retryAfterSeconds);
    // What was to be sent may have said already what it is and how long to keep it.
    res.removeHeader("content-type");
    res.setHeader("cache-control", "no-store");
    res.status(status).json(inShapeOf(req, refusal, status));
  };
}

/** Each surface has one shape of refusals, wherever they come from. */
function inShapeOf(req: Request, refusal: Refusal, status: number): object {
  return /^\/trpc(\/|\?|$)/i.test(req.originalUrl) ? toTrpcAnswer(refusal, status) : refusal;
}

/** Express and its body reader throw errors with a 4xx `status`; the rest passes as it is. */
function readHttpError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AuthError || !("status" in error)) return error;
  const { status } = error;
  return typeof status === "number" && status >= 400 && status < 500 ? new HttpRefusal(status) : error;
}

export const notFound: RequestHandler = () => {
  throw new HttpRefusal(404, "NOT_FOUND");
};

export function requestIdOf(res: Response): string {
  return String(res.getHeader("x-request-id") ?? "");
}
