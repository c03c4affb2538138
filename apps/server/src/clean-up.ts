import type { AuthStore, Clock } from "@sixdigit/auth";
import type { Logger } from "pino";
import type { Metrics } from "./metrics/create-metrics.ts";

type Deps = {
  store: Pick<AuthStore, "sweep" | "countLiveSessions">;
  clock: Clock;
  log: Pick<Logger, "error">;
  metrics: Pick<Metrics, "setLiveSessions">;
};

/**
 * What each instance does once in a minute: deletes what has been kept for long enough, if no other one is at it, and counts
 * the sessions. One that is still at it is not joined by itself; a failure is logged, and the next minute is another one.
 */
export function createCleanUp({ store, clock, log, metrics }: Deps): () => Promise<void> {
  let isAtIt = false;
  return async () => {
    if (isAtIt) return;
    isAtIt = true;
    try {
      await store.sweep(clock());
      metrics.setLiveSessions(await store.countLiveSessions(clock()));
    } catch (err) {
      log.error({ event: "clean-up", err }, "the clean-up failed");
    } finally {
      isAtIt = false;
    }
  };
}
