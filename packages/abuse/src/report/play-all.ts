import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Outcome } from "../day/run-day.ts";
import type { Run } from "./runs.ts";

export type Played = { run: Run; outcome: Outcome };

/** Plays the days, as many at once as there are cores, the longest first. */
export async function playAll(runs: readonly Run[], onPlayed: (played: Played) => void): Promise<Played[]> {
  const waiting = runs.toSorted((a, b) => b.scale * b.attacks.length - a.scale * a.attacks.length);
  const played: Played[] = [];
  async function work(): Promise<void> {
    for (let run = waiting.shift(); run; run = waiting.shift()) {
      const done = { run, outcome: await inWorker(run) };
      played.push(done);
      onPlayed(done);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return played;
}

function inWorker(run: Run): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: run });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
