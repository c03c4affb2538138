import { collectDefaultMetrics, Registry } from "prom-client";
import { authMetrics } from "./auth-metrics.ts";
import { healthMetrics } from "./health-metrics.ts";
import { httpMetrics } from "./http-metrics.ts";
import { type PriceList, smsMetrics } from "./sms-metrics.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What an operator can read of this process, in a registry of its own. Labels are few and known: routes, providers,
 * countries, outcomes; never a number, a person or an address (OpenTelemetry's rule of low cardinality).
 *
 * @param prices for the estimate of what messages cost
 */
export function createMetrics(prices: PriceList = new Map()) {
  const registry = new Registry();
  return {
    contentType: registry.contentType,
    /** Everything, in Prometheus's text format. */
    text: () => registry.metrics(),
    /** Also what Node tells of itself: its event loop, memory, file handles. Where somebody reads it. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    ...smsMetrics(registry, prices),
    ...httpMetrics(registry),
    ...authMetrics(registry),
    ...healthMetrics(registry),
  };
}
