export type ManualClock = (() => Date) & { advance(seconds: number): void };

/** A clock that stands still until it is told to move. */
export function manualClock(start = "2026-01-01T00:00:00.000Z"): ManualClock {
  let milliseconds = Date.parse(start);
  const read = () => new Date(milliseconds);
  return Object.assign(read, {
    advance(seconds: number) {
      milliseconds += seconds * 1000;
    },
  });
}
