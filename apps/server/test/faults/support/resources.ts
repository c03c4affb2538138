import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

export type Sample = { atMs: number; rssKib: number; handles: number };

/** What a process holds now: resident memory, and open file handles where the system tells them. */
async function sampleOf(pid: number, atMs: number): Promise<Sample> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return { atMs, rssKib: Number(stdout), handles: handles.length };
}

/** For a full collection on a busy machine. */
const COLLECTS_MS = 1_000;

/** Looks at a server that collects on SIGUSR2, every few seconds until it is stopped, and then tells what it saw. */
export function keepSampling(pid: number) {
  const started = performance.now();
  const over = new AbortController();
  const all = (async () => {
    const samples: Sample[] = [];
    while (!over.signal.aborted) {
      process.kill(pid, "SIGUSR2");
      await sleep(COLLECTS_MS);
      samples.push(await sampleOf(pid, performance.now() - started));
      await sleep(1_000, undefined, { signal: over.signal }).catch(() => undefined);
    }
    return samples;
  })();
  return {
    async stop() {
      over.abort();
      return all;
    },
  };
}

/** By how much a value grows in a minute: the slope of the straight line with the least squares. */
export function slopePerMinute(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const [x, y] = [mean(({ atMs }) => atMs), mean(value)];
  const covariance = samples.reduce((sum, each) => sum + (each.atMs - x) * (value(each) - y), 0);
  const variance = samples.reduce((sum, each) => sum + (each.atMs - x) ** 2, 0);
  return variance === 0 ? 0 : (covariance / variance) * 60_000;
}
