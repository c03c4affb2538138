import { AuthError, type Refusal } from "@sixdigit/contracts";
import type { Logger } from "pino";

const WARN_EVERY_MS = 5_000;

export type FailureLog = (refusal: Pick<Refusal, "code" | "requestId">, error: unknown) => void;

/**
 * Logs what a client is told nothing of: everything unexpected, and why a store is unavailable. Of the latter one line in
 * five seconds, since an outage fails every request alike.
 */
export function createFailureLog(log: Logger): FailureLog {
  let warnedAt = Number.NEGATIVE_INFINITY;
  return ({ code, requestId }, error) => {
    if (code === "INTERNAL") log.error({ requestId, err: error }, "request failed");
    if (code !== "UNAVAILABLE" || Date.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = Date.now();
    log.warn({ requestId, err: causeOf(error) }, "a store is unavailable");
  };
}

/** The refusal says only that it is one. */
function causeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AuthError) return causeOf(cause);
  return cause ?? error;
}
