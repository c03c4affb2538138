import type { Read, Write } from "./counters.ts";
import type { LimitRule } from "./rule.ts";
import { endOfSlice, oldestSlice, sliceAt, type Window, windowFor } from "./window.ts";

/** What one rule means for one call: what it looks at, and what it writes if nothing refuses. */
export type Line = {
  name: string;
  code: LimitRule["code"] | "UNAVAILABLE";
  read: Read;
  hard: number | null;
  soft: number | null;
  /** Whether its soft line asks for a proof although the policy is to ask for none: an operator's does. */
  insists?: boolean;
  /** The hard line of a message while something is stepped up. */
  strict?: number | undefined;
  /** What raises its lines by one for every so many points. */
  raisedBy?: { read: Read; every: number } | undefined;
  /** Where it is reached, the strict lines hold. */
  isStepUp?: boolean;
  /** It counts by the number, so whoever calls may be one who knows the number only. */
  isOfPhone?: boolean;
  /** The hard line without regard to who calls. */
  cap?: number | undefined;
  write?: Write | undefined;
  /** When a slice that is in the way will not be any more. */
  freeAt(slice: number): Date;
};

/** Larger than any slice. */
export const LATEST = Number.MAX_SAFE_INTEGER;

/** Where a rule's points are kept. The length of the slices is in the name, because their numbers depend on it. */
export function seriesOf(name: string, { sliceMs }: Window, key: string): string {
  return `${name}@${sliceMs}:${key}`;
}

export function windowOf({ windowSeconds, soft = 0, hard = 0 }: LimitRule): Window {
  return windowFor(windowSeconds, Math.max(soft, hard));
}

export function readOf(series: string, window: Window, now: Date): Read {
  return { series, from: oldestSlice(window, now), until: LATEST, most: null };
}

export function writeOf(series: string, window: Window, at: Date, points: number): Write {
  const slice = sliceAt(window, at);
  return { series, slice, points, endsAt: endOfSlice(window, slice) };
}
