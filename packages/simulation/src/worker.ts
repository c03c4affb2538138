// Runs a range of seeds and tells what it met. Started by run-seeds.ts.
import { parentPort, workerData } from "node:worker_threads";
import { watchBranches } from "./branches.ts";
import { type Eventful, mostEventful } from "./eventful.ts";

/** From the first to before the last; `isWatched`: which branches are taken. */
export type Share = { from: number; to: number; isWatched: boolean };
export type ShareDone = {
  labels: Map<string, number>;
  failed: { seed: number; violated: string }[];
  eventful: Eventful[];
  unmet: { place: string; text: string }[];
};

// A refusal is an error that nobody looks into here, and stacks cost more than the use cases do.
Error.stackTraceLimit = 0;
const { from, to, isWatched } = workerData as Share;
const unmetBranches = isWatched ? await watchBranches() : async () => [];
const { simulate } = await import("./simulate.ts");
const { createMemoryStore } = await import("@sixdigit/db");

const done: ShareDone = { labels: new Map(), failed: [], eventful: [], unmet: [] };
for (let seed = from; seed < to; seed++) {
  const { labels, violated } = await simulate(seed, createMemoryStore());
  for (const [label, count] of labels) done.labels.set(label, (done.labels.get(label) ?? 0) + count);
  if (violated !== undefined) done.failed.push({ seed, violated });
  done.eventful.push({ seed, kinds: labels.size });
}
done.eventful = mostEventful(done.eventful);
done.unmet = await unmetBranches();
parentPort?.postMessage(done);
