import type { Server } from "node:http";
import { coarseNetworkOf } from "@sixdigit/auth";
import type { Logger } from "pino";
import { BROKEN, type BrokenRequest } from "./http/broken-requests.ts";
import type { Metrics } from "./metrics/create-metrics.ts";

const LINE_EVERY_MS = 5_000;

type Deps = { log: Logger; metrics: Pick<Metrics, "countBroken">; now?: () => number };

/**
 * Counts what never became a request, and logs one of them in five seconds with how many came since the last line: anybody
 * can cause them without end, and no line of a request tells of them.
 */
export function noteBrokenRequests(
  server: Server,
  { log, metrics, now = () => performance.now() }: Deps,
): void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  server.on(BROKEN, ({ status, code, requestId, address }: BrokenRequest) => {
    metrics.countBroken(status);
    count += 1;
    if (now() - loggedAt < LINE_EVERY_MS) return;
    const network = address === undefined ? undefined : coarseNetworkOf(address.replace(/^::ffff:/, ""));
    log.info(
      { event: "broken-request", status, code, requestId, network, count },
      "what came was no request",
    );
    loggedAt = now();
    count = 0;
  });
}
