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
  /** The same of a day, for attacks that wait until an hour is over. */
  day: { minimum: number; times: number };
  /**
   * Of the last week, no more wrong codes than this for each sign-in count as usual: who guesses all week long has not made
   * that normal. One person in eight mistypes a code.
   */
  usualPerSignIn: number;
  measureSeconds: number;
  codeLength: number;
};

export const surgeRule: SurgeRule = {
  name: "failures-of-the-service-hour",
  minimum: 200,
  times: 5,
  day: { minimum: 2_500, times: 1.5 },
  usualPerSignIn: 0.25,
  measureSeconds: 900,
  codeLength: 8,
};

const HOUR = 3600;
const HOURS_OF_A_DAY = 24;
const HOURS_OF_A_WEEK = 7 * HOURS_OF_A_DAY;
const MANY = 1_000;
const lately = windowFor(HOUR, MANY);
const today = windowFor(HOURS_OF_A_DAY * HOUR, MANY);
const normally = windowFor(HOURS_OF_A_WEEK * HOUR, MANY);
const WINDOWS = [lately, today, normally];
const series = (window: typeof lately) => seriesOf("failures-of-the-service", window, "all");

const signIns = seriesOf("sign-ins-of-the-service", normally, "all");

export function surgeReads(now: Date): Read[] {
  return [...WINDOWS.map((window) => readOf(series(window), window, now)), readOf(signIns, normally, now)];
}

/** Counts a sign-in, of anybody. */
export function countSignInOfAll(now: Date): Write {
  return writeOf(signIns, normally, now, 1);
}

/** @param points 1 for a failure, -1 when it turned out to be none */
export function countFailure(at: Date, points: 1 | -1): Write[] {
  return WINDOWS.map((window) => writeOf(series(window), window, at, points));
}

export function isSurge(
  { minimum, times, day, usualPerSignIn }: SurgeRule,
  found: readonly Found[],
): boolean {
  const [ofHour = 0, ofDay = 0, ofWeek = 0, signInsOfWeek = 0] = found.map(({ used }) => used);
  const mostUsual = (signInsOfWeek * usualPerSignIn) / HOURS_OF_A_WEEK;
  const isMore = (used: number, hours: number, rule: { minimum: number; times: number }) => {
    const before = Math.max(0, ofWeek - used) / (HOURS_OF_A_WEEK - hours);
    return used >= Math.max(rule.minimum, rule.times * hours * Math.min(before, mostUsual));
  };
  return isMore(ofHour, 1, { minimum, times }) || isMore(ofDay, HOURS_OF_A_DAY, day);
}
