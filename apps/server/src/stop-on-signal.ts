import type { Server, ServerResponse } from "node:http";
import { stopWithLauncher } from "./launcher.ts";

const GRACE_MS = 10_000;

type Steps = {
  /** Ends what keeps connections open for ever, such as the sockets of a development server. */
  before?: (() => Promise<void>) | undefined;
  /** Closes what requests use. */
  after: () => Promise<void>;
};

/**
 * On SIGTERM or SIGINT, or when the `npx` that it was started by ends: not ready any more, no new connections, requests
 * in flight are finished, then exit 0. A second signal ends at once.
 */
export function stopOnSignal(server: Server, steps: Steps): { isStopping: () => boolean } {
  let stopping = false;
  const inFlight = new Set<ServerResponse>();

  server.prependListener("request", (_req, res: ServerResponse) => {
    if (stopping) endConnection(res);
    inFlight.add(res);
    res.once("close", () => inFlight.delete(res));
  });

  async function stop(): Promise<void> {
    if (stopping) process.exit(1);
    stopping = true;
    inFlight.forEach(endConnection);
    await steps.before?.();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    await steps.after();
    process.exit(0);
  }

  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
  stopWithLauncher(() => void stop());
  return { isStopping: () => stopping };
}

/** A connection that is kept alive after its answer would keep the server from ending. */
function endConnection(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader("connection", "close");
}
