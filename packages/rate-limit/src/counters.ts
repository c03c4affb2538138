/**
 * Where points are kept: series of counted slices of time. A driver knows nothing of rules; it does one step at a time,
 * all of it or nothing, for any number of callers at once.
 */
export type Counters = {
  /** @throws AuthError `UNAVAILABLE` when the counters cannot be reached */
  apply(step: Step): Promise<Outcome>;
  /** The slices, which an operator asks for, of series whose names begin so and that last beyond now. */
  lasting(prefix: string, now: Date): Promise<{ series: string; slice: number }[]>;
  close(): Promise<void>;
};

/** The writes and the clearing happen if no read finds as much as its `most`. */
export type Step = {
  now: Date;
  reads: readonly Read[];
  writes: readonly Write[];
  /** Series that are forgotten. */
  clear?: readonly string[];
};

/** Both ends are counted. Without a `most` it only looks. */
export type Read = { series: string; from: number; until: number; most: number | null };

/** Negative points are given back: never below nothing, and only where something was written. */
export type Write = { series: string; slice: number; points: number; endsAt: Date };

export type Outcome = {
  taken: boolean;
  /** One for each read, in its order. */
  found: readonly Found[];
};

export type Found = {
  /** Points before the writes. */
  used: number;
  /** Where the read refuses: the slice that must leave the window before it would not. */
  frees: number | null;
};

/** One write for each slice of a series, because a statement cannot write a row twice. */
export function mergeWrites(writes: readonly Write[]): Write[] {
  const merged = new Map<string, Write>();
  for (const write of writes) {
    const key = `${write.slice} ${write.series}`;
    const other = merged.get(key);
    merged.set(key, other ? { ...other, points: other.points + write.points } : write);
  }
  return [...merged.values()].filter(({ points }) => points !== 0);
}
