/**
 * A window that slides: time is cut into slices, and a slice counts until the last moment that it covers has been left
 * behind by the window's length. So no window of that length ever holds more than the limit, wherever it begins; the price
 * is that a point may come back late, by one slice at most. Small limits have slices of a millisecond, which is exact.
 *
 * Without a length there is one slice, which never ends by itself.
 */
export type Window = { seconds: number | null; sliceMs: number };

/** Up to so many points each gets a slice of its own, so that what is kept stays small either way. */
const EXACT_UP_TO = 20;
const SLICES = 24;
const NEVER = new Date(Date.UTC(2110, 0));

/** @param most the largest number of points that the window is asked about */
export function windowFor(seconds: number | null, most: number): Window {
  return {
    seconds,
    sliceMs: seconds === null || most <= EXACT_UP_TO ? 1 : Math.ceil((seconds * 1000) / SLICES),
  };
}

export function sliceAt({ seconds, sliceMs }: Window, at: Date): number {
  return seconds === null ? 0 : Math.floor(at.getTime() / sliceMs);
}

/** The oldest slice that still counts. */
export function oldestSlice({ seconds, sliceMs }: Window, now: Date): number {
  return seconds === null ? 0 : Math.floor((now.getTime() - seconds * 1000 + 1) / sliceMs);
}

/** When a slice stops counting. */
export function endOfSlice({ seconds, sliceMs }: Window, slice: number): Date {
  return seconds === null ? NEVER : new Date((slice + 1) * sliceMs - 1 + seconds * 1000);
}
