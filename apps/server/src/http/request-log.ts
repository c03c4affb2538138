import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { coarseNetworkOf } from "@sixdigit/auth";
import type { Logger } from "pino";
import { clientAddress } from "./client-address.ts";
import { outcomeOf } from "./outcome.ts";
import { userAgentOf } from "./user-agent.ts";

export type RequestLogSettings = {
  log: Logger;
  /** Of a request's line; those of health checks are always `debug`. */
  level: "info" | "debug";
  routeOf: (target: string) => string;
  proxyHops: number;
  /** Of the request that is worked on, where it is traced. */
  traceId?: (() => string | undefined) | undefined;
};

const HEALTH = ["/livez", "/readyz"];

/** One line for each request once it is over (ASVS 16.2.1): nothing of its address, headers and body but what is named here. */
export function withRequestLog(settings: RequestLogSettings, listener: RequestListener): RequestListener {
  return (req, res) => {
    const finish = begin(settings, req);
    res.once("close", () => finish(res));
    return listener(req, res);
  };
}

/** What is read at once may be gone, or be written over, at the end. */
function begin({ log, level, routeOf, proxyHops, traceId }: RequestLogSettings, req: IncomingMessage) {
  const began = performance.now();
  const route = routeOf(req.url ?? "");
  const network = coarseNetworkOf(clientAddress(req, proxyHops));
  const trace = traceId?.();
  return (res: ServerResponse) =>
    log[HEALTH.includes(route) ? "debug" : level]({
      event: "request",
      method: req.method,
      route,
      status: res.statusCode,
      outcome: outcomeOf(res),
      ms: Math.round((performance.now() - began) * 10) / 10,
      requestId: res.getHeader("x-request-id"),
      traceId: trace,
      network,
      userAgent: userAgentOf(req),
    });
}
