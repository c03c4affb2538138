import type { Found, Read, Write } from "./counters.ts";
import { readOf, seriesOf, writeOf } from "./line.ts";
import { windowFor } from "./window.ts";

/**
 * Wrong codes over the whole service. Past this many in an hour, and past `times` what an hour of the last week had, new
 * challenges are stepped up: a proof of work, and codes of `codeLength` digits.
 */
export type SurgeRule = {
  name: string;
  minimum: number;
  times: number;
  measureSeconds: number;
  codeLength: number;
};

export const surgeRule: SurgeRule = {
  name: "failures-of-the-service-hour",
  minimum: 200,
  times: 5,
  measureSeconds: 900,
  codeLength: 8,
};

const HOUR = 3600;
const HOURS_OF_A_WEEK = 7 * 24;
const MANY = 1_000;
const lately = windowFor(HOUR, MANY);
const normally = windowFor(HOURS_OF_A_WEEK * HOUR, MANY);
const series = (window: typeof lately) => seriesOf("failures-of-the-service", window, "all");

export function surgeReads(now: Date): Read[] {
  return [readOf(series(lately), lately, now), readOf(series(normally), normally, now)];
}

/** @param points 1 for a failure, -1 when it turned out to be none */
export function countFailure(at: Date, points: 1 | -1): Write[] {
  return [writeOf(series(lately), lately, at, points), writeOf(series(normally), normally, at, points)];
}

export function isSurge({ minimum, times }: SurgeRule, [hour, week]: readonly Found[]): boolean {
  const before = Math.max(0, (week?.used ?? 0) - (hour?.used ?? 0));
  return (hour?.used ?? 0) >= Math.max(minimum, (times * before) / (HOURS_OF_A_WEEK - 1));
}
