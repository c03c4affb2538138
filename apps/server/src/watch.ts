import { setTimeout as sleep } from "node:timers/promises";
import { createGate, type Gate } from "./gate.ts";

export type Watch = {
  /** Closed while what is watched does not answer. */
  gate: Gate;
  isUp(): boolean;
  close(): Promise<void>;
};

/** Four looks a second cost nothing and find it back within half a second of its return. */
const BETWEEN_LOOKS_MS = 250;

/**
 * Looks all the time at something that others need. When it does not answer, everything that needs it is refused at once
 * until it answers again: no request has to find that out by waiting.
 *
 * @param look rejects when there is no answer in time
 */
export async function watch(look: () => Promise<void>): Promise<Watch> {
  const gate = createGate();
  const stopped = new AbortController();
  let isUp = true;

  async function lookOnce(): Promise<void> {
    try {
      await look();
      isUp = true;
      gate.open();
    } catch (cause) {
      isUp = false;
      gate.close(cause);
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopped.signal.aborted) {
      await sleep(BETWEEN_LOOKS_MS, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined);
      if (!stopped.signal.aborted) await lookOnce();
    }
  }

  await lookOnce();
  void keepLooking();
  return {
    gate,
    isUp: () => isUp,
    async close() {
      stopped.abort();
    },
  };
}
