import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { MUST_BE_MET, unexpectedlyUnmet } from "./must-be-met.ts";
import type { Share, ShareDone } from "./worker.ts";

export type Report = {
  seeds: number;
  labels: ReadonlyMap<string, number>;
  failed: readonly { seed: number; violated: string }[];
  /** Faults, outcomes and branches that no seed met. */
  missing: readonly string[];
};

/** Runs the seeds from 0 on in all cores. */
export async function runSeeds(seeds: number, workers = availableParallelism()): Promise<Report> {
  const shares = Array.from({ length: workers }, (_, from) =>
    runShare({ from, to: seeds, every: workers, watches: from === 0 }),
  );
  const done = await Promise.all(shares);
  const labels = new Map<string, number>();
  for (const [label, count] of done.flatMap((each) => [...each.labels])) {
    labels.set(label, (labels.get(label) ?? 0) + count);
  }
  const unmet = unexpectedlyUnmet(done[0]?.unmet ?? []);
  const missing = [
    ...MUST_BE_MET.filter((label) => !labels.has(label)),
    ...unmet.map(({ place, text }) => `${place} ${text.slice(0, 80)}`),
  ];
  return { seeds, labels, failed: done.flatMap(({ failed }) => failed), missing };
}

function runShare(share: Share): Promise<ShareDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
