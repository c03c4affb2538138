import type { Clock } from "@sixdigit/auth";

/** What another clock said, and between which readings of the local one (milliseconds) it said so. */
export type Reading = { at: Date; askedAt: number; answeredAt: number };

/** Below this a difference is not worth a correction, since each makes the time jump. */
const TOLERANCE_MS = 50;

/**
 * A clock that all instances share: the database's, carried on between its readings by this machine's monotonic counter.
 * So a system clock that is minutes off, or is set while the server runs, moves nothing (ASVS 16.2.2).
 *
 * @param localMs a count of milliseconds that never jumps
 * @param start what to go by until the first reading
 */
export function createCommonClock(localMs: () => number, start: Date) {
  let offset = start.getTime() - localMs();
  const clock: Clock = () => new Date(Math.floor(localMs() + offset));
  return {
    clock,
    /** A reading is as good as its answer was quick; it counts when it contradicts the clock by more than its own error. */
    correct({ at, askedAt, answeredAt }: Reading): void {
      const error = (answeredAt - askedAt) / 2;
      const measured = at.getTime() - (askedAt + error);
      if (Math.abs(measured - offset) > error + TOLERANCE_MS) offset = measured;
    },
  };
}
