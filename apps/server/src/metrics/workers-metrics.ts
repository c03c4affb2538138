import { AggregatorRegistry, Registry } from "prom-client";

/**
 * The metrics of all workers of this process as one: counters and histograms are added up, and each gauge says for itself what it
 * is of several. A worker that was replaced begins at zero, as a process that was started again does.
 */
export function workersMetrics() {
  const registry = new AggregatorRegistry();
  return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text: () => registry.clusterMetrics() };
}
