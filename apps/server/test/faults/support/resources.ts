import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";

export type Sample = { atMs: number; rssKib: number; handles: number };

/** What a process holds now: resident memory, and open file handles where the system tells them. */
export async function sampleOf(pid: number, atMs: number): Promise<Sample> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return { atMs, rssKib: Number(stdout), handles: handles.length };
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
