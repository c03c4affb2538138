/** Below this the difference is the answer's way here and the header's whole seconds, not a wrong clock. */
const TOLERANCE_MS = 5_000;

let ahead = 0;

/** How far the server's clock is ahead of this device's, in milliseconds; 0 when they agree or nothing is known. */
export function serverAhead(dateHeader: string | null, now: number): number {
  const serverNow = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  const difference = serverNow - now;
  return Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

export function noteServerTime(dateHeader: string | null, now: number): void {
  ahead = serverAhead(dateHeader, now);
}

/** An instant of the server (ISO) on this device's clock, so that a wrong clock gives no wrong countdown. */
export function toLocalTime(instant: string): number {
  return Date.parse(instant) - ahead;
}
