import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { mostEventful } from "./eventful.ts";
import { MUST_BE_MET, unexpectedlyUnmet } from "./must-be-met.ts";
import type { Share, ShareDone } from "./worker.ts";

export type Report = {
  seeds: number;
  labels: ReadonlyMap<string, number>;
  failed: readonly { seed: number; violated: string }[];
  /** Faults, outcomes and branches that no seed met. */
  missing: readonly string[];
  /** The hundred in which the most kinds of things happen. */
  eventful: readonly number[];
};

/** In these first seeds each branch must be taken. The engine runs slower where it watches, so it does not watch all. */
export const WATCHED = 40_000;
const SHARE = 10_000;

/** Runs the seeds from 0 on in all cores. What is found does not depend on how many there are. */
export async function runSeeds(seeds: number, cores = availableParallelism()): Promise<Report> {
  const shares = sharesOf(seeds);
  const done: ShareDone[] = [];
  const runOneAfterTheOther = async () => {
    for (let share = shares.shift(); share; share = shares.shift()) done.push(await runShare(share));
  };
  await Promise.all(Array.from({ length: cores }, runOneAfterTheOther));
  const labels = new Map<string, number>();
  for (const [label, count] of done.flatMap((each) => [...each.labels])) {
    labels.set(label, (labels.get(label) ?? 0) + count);
  }
  const missing = [
    ...MUST_BE_MET.filter((label) => !labels.has(label)),
    ...unexpectedlyUnmet(done.flatMap((each) => each.unmet)),
  ];
  const failed = done.flatMap((each) => each.failed).sort((a, b) => a.seed - b.seed);
  const eventful = mostEventful(done.flatMap((each) => each.eventful)).map(({ seed }) => seed);
  return { seeds, labels, failed, missing, eventful };
}

/** The longest first. */
function sharesOf(seeds: number): Share[] {
  const watched = Math.min(WATCHED, seeds);
  const shares: Share[] = [{ from: 0, to: watched, isWatched: true }];
  for (let from = watched; from < seeds; from += SHARE) {
    shares.push({ from, to: Math.min(from + SHARE, seeds), isWatched: false });
  }
  return shares;
}

function runShare(share: Share): Promise<ShareDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
