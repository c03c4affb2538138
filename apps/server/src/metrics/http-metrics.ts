import type { RequestListener } from "node:http";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { outcomeOf } from "../http/outcome.ts";

/** In seconds, from a session's check to the deadline of a request. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of requests, by the few dozen names of routes and the closed list of outcomes. */
export function httpMetrics(registry: Registry) {
  const registers = [registry];
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests by route, status and outcome: OK, the code of a refusal, or ABORTED.",
    labelNames: ["route", "status", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests took, by route.",
    labelNames: ["route"],
    buckets: BUCKETS,
    registers,
  });
  const broken = new Counter({
    name: "http_broken_requests_total",
    help: "What never became a request, by the status of its answer: 400, 408, 413 or 431.",
    labelNames: ["status"],
    registers,
  });
  const inFlight = new Gauge({
    name: "http_requests_in_flight",
    help: "Requests that are worked on.",
    registers,
  });

  return {
    countBroken: (status: number) => broken.inc({ status }),
    /** The same listener, each request of which is counted when it is over. */
    countRequests(routeOf: (target: string) => string, listener: RequestListener): RequestListener {
      return (req, res) => {
        const route = routeOf(req.url ?? "");
        const end = duration.startTimer({ route });
        inFlight.inc();
        res.once("close", () => {
          end();
          inFlight.dec();
          requests.inc({ route, status: res.statusCode, outcome: outcomeOf(res) });
        });
        return listener(req, res);
      };
    },
  };
}
