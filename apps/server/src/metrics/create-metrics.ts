import { AggregatorRegistry, collectDefaultMetrics, Registry } from "prom-client";
import { authMetrics } from "./auth-metrics.ts";
import { healthMetrics } from "./health-metrics.ts";
import { httpMetrics } from "./http-metrics.ts";
import { type Spending, smsMetrics } from "./sms-metrics.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What an operator can read of this process, in a registry of its own. Labels are few and known: routes, providers,
 * countries, outcomes; never a number, a person or an address (OpenTelemetry's rule of low cardinality).
 *
 * @param spending what messages cost, for the estimate, and how many there may be in a day
 */
export function createMetrics(spending: Spending) {
  const registry = new Registry();
  return {
    contentType: registry.contentType,
    /** Everything, in Prometheus's text format. */
    text: () => registry.metrics(),
    /** Also what Node tells of itself: its event loop, memory, file handles. Where somebody reads it. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    /** Has this process, a worker, tell its metrics to the one that started it. */
    tellSupervisor() {
      AggregatorRegistry.setRegistries(registry);
      // It listens for the question from when it is made.
      return new AggregatorRegistry();
    },
    ...smsMetrics(registry, spending),
    ...httpMetrics(registry),
    ...authMetrics(registry),
    ...healthMetrics(registry),
  };
}
