import cluster from "node:cluster";
import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { stopWithLauncher } from "./launcher.ts";

/** For requests in flight, which end within ten seconds by themselves. */
const GRACE_MS = 10_000;
/** For what requests use. With the longest delay it is still over within 25 seconds. */
const CLOSING_MS = 3_000;

type Steps = {
  /** How long to go on as before once not ready any more, so that balancers can see it and send nothing more. */
  delayMs: number;
  /** Ends what keeps connections open for ever, such as the sockets of a development server. */
  before?: (() => Promise<void>) | undefined;
  /** Closes what requests use. */
  after: () => Promise<void>;
};

export type Stopping = {
  isStopping: () => boolean;
  /** As a signal does, with another exit code. */
  stop: (exitCode: number) => Promise<void>;
};

/**
 * On SIGTERM or SIGINT, or when the `npx` that it was started by ends: not ready any more, after a while no new connections,
 * requests in flight are finished, then exit 0. A second signal ends at once.
 */
export function stopOnSignal(server: Server, steps: Steps): Stopping {
  let stopping = false;
  const inFlight = new Set<ServerResponse>();

  server.prependListener("request", (_req, res: ServerResponse) => {
    if (stopping) endConnection(res);
    inFlight.add(res);
    res.once("close", () => inFlight.delete(res));
  });

  async function stop(exitCode = 0): Promise<void> {
    if (stopping) process.exit(1);
    stopping = true;
    inFlight.forEach(endConnection);
    await sleep(steps.delayMs);
    await steps.before?.();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    await Promise.race([steps.after(), sleep(CLOSING_MS)]);
    process.exit(exitCode);
  }

  process.on("SIGTERM", () => void stop());
  // Ctrl+C reaches every process of a terminal; workers are stopped by the one that started them.
  process.on("SIGINT", () => void (cluster.isPrimary && stop()));
  if (cluster.isPrimary) stopWithLauncher(() => void stop());
  return { isStopping: () => stopping, stop };
}

/** A connection that is kept alive after its answer would keep the server from ending. */
function endConnection(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader("connection", "close");
}
