import cluster from "node:cluster";
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate as afterPoll, setTimeout as sleep } from "node:timers/promises";
import { stopWithLauncher } from "./launcher.ts";

/** For requests in flight, which end within ten seconds by themselves. */
const GRACE_MS = 10_000;
/** For a request that is on its way over a connection which is open already, and idle as far as we know. */
const ON_ITS_WAY_MS = 500;
/** For connections that wait to be accepted, and how long a turn of the loop may take in which more of them could have come. */
const ACCEPTING_MS = 1_000;
const SHORT_TURN_MS = 1;
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
    const { ended } = await stopListening(server);
    if (steps.delayMs > 0) await sleep(ON_ITS_WAY_MS);
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await ended;
    await Promise.race([steps.after(), sleep(CLOSING_MS)]);
    process.exit(exitCode);
  }

  process.on("SIGTERM", () => void stop());
  // Ctrl+C reaches every process of a terminal; workers are stopped by the one that started them.
  process.on("SIGINT", () => void (cluster.isPrimary && stop()));
  if (cluster.isPrimary) stopWithLauncher(() => void stop());
  return { isStopping: () => stopping, stop };
}

/**
 * Nothing new from here on. Not by the server's own `close`, which breaks idle connections too, and with them one that was accepted a
 * moment ago and has not been read: a proxy that does not look at readiness has just sent a request over it.
 */
async function stopListening(server: Server): Promise<{ ended: Promise<void> }> {
  await nothingWaits(server);
  return { ended: new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve())) };
}

/**
 * Resolves when no connection waits to be accepted, which closing would reset: Node accepts one each time it polls, so after a short
 * turn of its loop without a new one there was none. On a server that is too busy for that it resolves after a while.
 */
async function nothingWaits(server: Server): Promise<void> {
  let accepted = false;
  const note = () => {
    accepted = true;
  };
  server.on("connection", note);
  const started = performance.now();
  for (let turn = started; performance.now() - started < ACCEPTING_MS; ) {
    accepted = false;
    await afterPoll();
    const now = performance.now();
    if (!accepted && now - turn < SHORT_TURN_MS) break;
    turn = now;
  }
  server.off("connection", note);
}

/** A connection that is kept alive after its answer would keep the server from ending. */
function endConnection(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader("connection", "close");
}
