import { createServer, type RequestListener, type Server } from "node:http";
import type { Metrics } from "./create-metrics.ts";

/** In milliseconds; a scrape is one short request. */
const SLOW_CLIENTS = { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 2_500 };

/** `GET /metrics` and nothing else, on a listener of its own: what it tells is for the operator. It does not listen yet. */
export function createMetricsListener(metrics: Pick<Metrics, "text" | "contentType">): Server {
  return createServer(SLOW_CLIENTS, answer(metrics));
}

function answer({ text, contentType }: Pick<Metrics, "text" | "contentType">): RequestListener {
  return (req, res) => {
    // A body would have to be read first; none is wanted.
    if (req.method !== "GET" || req.url?.split("?")[0] !== "/metrics") {
      res.writeHead(404, { connection: "close" }).end();
      return;
    }
    text().then(
      (body) => res.writeHead(200, { "content-type": contentType, "cache-control": "no-store" }).end(body),
      () => res.writeHead(500).end(),
    );
  };
}
