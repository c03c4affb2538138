import { once } from "node:events";
import { Worker } from "node:worker_threads";

export type Watched = { place: string; text: string };

const STANDSTILL_MS = 60_000;

/**
 * Watches from a thread of its own, since a text that makes the server run without end stops every timer of ours too: then
 * the thread says which text it was, and ends the process.
 */
export async function startWatchdog(standstillMs: number = STANDSTILL_MS) {
  const thread = new Worker(new URL("./watchdog-thread.ts", import.meta.url), {
    workerData: standstillMs,
    execArgv: [],
  });
  await once(thread, "message");
  return {
    /** Before each text. */
    watch: (watched: Watched) => thread.postMessage(watched),
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}
