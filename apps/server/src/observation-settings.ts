import { z } from "zod";
import { wholeNumber } from "./setting-types.ts";

const share = z
  .string()
  .regex(/^(0(\.\d+)?|1(\.0+)?)$/, "must be a share from 0 to 1, such as 0.1")
  .transform(Number);
const collector = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
    "must be an address like http://host:4318",
  );

/** What an operator sees: metrics, traces and the log. */
export const observationShape = {
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  METRICS_HOST: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional(),
  OTEL_SERVICE_NAME: z.string().max(100, "must be 100 characters at most").default("sixdigit"),
  OTEL_TRACES_SAMPLER_ARG: share.default(0.1),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
};

type Observation = z.output<z.ZodObject<typeof observationShape>>;

export function observationOf(settings: Observation & { HOST?: string | undefined }, isProduction: boolean) {
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    /** Undefined: no metrics are served. */
    metricsPort: settings.METRICS_PORT,
    /** In production readers are elsewhere, as the proxies are; in development nobody else is meant to see them. */
    metricsHost: settings.METRICS_HOST ?? (isProduction ? (settings.HOST ?? "0.0.0.0") : "127.0.0.1"),
    /** Undefined: nothing is traced, and nothing of it is loaded. */
    tracing: endpoint === undefined ? undefined : tracingOf(endpoint, settings),
    logLevel: settings.LOG_LEVEL,
  };
}

function tracingOf(endpoint: string, settings: Observation) {
  return {
    /** Where spans go: the endpoint is that of all signals (OpenTelemetry's "Protocol Exporter", endpoint URLs). */
    url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
    serviceName: settings.OTEL_SERVICE_NAME,
    share: settings.OTEL_TRACES_SAMPLER_ARG,
  };
}
