import type { IncomingMessage } from "node:http";
import { type Context, isSpanContextValid, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";

/** W3C Trace Context, 3.2: a version, the trace, the span above, and flags. Later versions may go on behind a dash. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(?:-|$)/;

/** The trace that a caller says a request belongs to, if it says so. Its `tracestate` is not passed on: it is anybody's text. */
export function callerOf({ headers: { traceparent } }: IncomingMessage): Context {
  const [, traceId = "", spanId = ""] = TRACEPARENT.exec(String(traceparent ?? "")) ?? [];
  const caller = { traceId, spanId, traceFlags: TraceFlags.NONE, isRemote: true };
  return isSpanContextValid(caller) ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
}
