// Loaded only where traces are asked for: nothing else may import this file but dynamically.
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { outcomeOf } from "../http/outcome.ts";
import { callerOf } from "./caller.ts";
import { errorTypeOf, isFault } from "./error-type.ts";
import { createSampler } from "./sampler.ts";
import type { Tracing } from "./tracing.ts";

export type TracingSettings = {
  /** Where spans are posted. */
  url: string;
  serviceName: string;
  /** Of requests that are traced, from 0 to 1. */
  share: number;
};

/** For one post of spans, and for the last one: what is not taken by then is lost. */
const PATIENCE_MS = 2_000;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]);

/**
 * Traces over OTLP/HTTP, by OpenTelemetry's semantic conventions for HTTP and databases. A collector that is away costs the
 * traces: nothing waits for it, and at most 2,048 spans do.
 */
export function openTracing({ url, serviceName, share }: TracingSettings, random: () => number): Tracing {
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: PATIENCE_MS });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    sampler: createSampler(share, random),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: PATIENCE_MS })],
  });
  const tracer = provider.getTracer("sixdigit");
  const contexts = new AsyncLocalStorage<Context>();
  const currentSpan = () => trace.getSpan(contexts.getStore() ?? ROOT_CONTEXT);

  return {
    traceRequests: (routeOf, listener) => (req, res) => {
      const route = routeOf(req.url ?? "");
      const method = METHODS.has(req.method ?? "") ? (req.method ?? "") : "_OTHER";
      const attributes = { "http.request.method": method, "http.route": route };
      const kind = SpanKind.SERVER;
      const span = tracer.startSpan(`${method} ${route}`, { kind, attributes }, callerOf(req));
      if (!span.isRecording()) return listener(req, res);
      res.once("close", () => {
        span.setAttribute("http.response.status_code", res.statusCode);
        span.setAttribute("sixdigit.outcome", outcomeOf(res));
        if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
      return contexts.run(trace.setSpan(ROOT_CONTEXT, span), () => listener(req, res));
    },

    async step({ name, asks = false, attributes = {} }, run, told) {
      if (!currentSpan()?.isRecording()) return run();
      const span = startStep(tracer, name, asks, attributes, contexts.getStore() ?? ROOT_CONTEXT);
      try {
        const result = await contexts.run(trace.setSpan(ROOT_CONTEXT, span), run);
        if (told) span.setAttributes(told(result));
        return result;
      } catch (error) {
        // Not its message, which may tell of a person.
        span.setAttribute("error.type", errorTypeOf(error));
        if (isFault(error)) span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },

    traceId() {
      const span = currentSpan();
      return span?.isRecording() ? span.spanContext().traceId : undefined;
    },

    close: () => provider.shutdown().catch(() => undefined),
  };
}

function startStep(
  tracer: Tracer,
  name: string,
  asks: boolean,
  attributes: Attributes,
  parent: Context,
): Span {
  const kind = asks ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return tracer.startSpan(name, { kind, attributes }, parent);
}
