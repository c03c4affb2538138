import type { Counters, Found, Read, Step, Write } from "./counters.ts";
import { mergeWrites } from "./counters.ts";

type Series = { slices: Map<number, number>; endsAt: number };

const TIDY_EVERY = 10_000;

/** Counters in this process; lost with it and shared with no other. Each step runs without a pause, so it is atomic. */
export function memoryCounters(): Counters {
  const all = new Map<string, Series>();
  let steps = 0;

  function write({ series, slice, points, endsAt }: Write): void {
    const known = all.get(series);
    const before = known?.slices.get(slice);
    if (points < 0 && before === undefined) return;
    const kept = known ?? { slices: new Map(), endsAt: 0 };
    kept.slices.set(slice, Math.max(0, (before ?? 0) + points));
    kept.endsAt = Math.max(kept.endsAt, endsAt.getTime());
    all.set(series, kept);
  }

  function tidy(now: Date): void {
    steps += 1;
    if (steps % TIDY_EVERY !== 0) return;
    for (const [name, { endsAt }] of all) if (endsAt <= now.getTime()) all.delete(name);
  }

  return {
    async apply({ now, reads, writes, clear = [] }: Step) {
      const found = reads.map((read) => look(all.get(read.series), read));
      const taken = reads.every(({ most }, index) => most === null || (found[index]?.used ?? 0) < most);
      if (taken) {
        for (const name of clear) all.delete(name);
        for (const each of mergeWrites(writes)) write(each);
        for (const { series, from } of reads) forget(all.get(series), from);
      }
      tidy(now);
      return { taken, found };
    },
    async lasting(prefix, now) {
      const lasting = [...all].filter(
        ([name, { endsAt }]) => name.startsWith(prefix) && endsAt > now.getTime(),
      );
      return lasting.flatMap(([series, { slices }]) =>
        [...slices.keys()].map((slice) => ({ series, slice })),
      );
    },
    close: async () => {},
  };
}

function look(series: Series | undefined, { from, until, most }: Read): Found {
  let used = 0;
  for (const [slice, points] of series?.slices ?? []) if (slice >= from && slice <= until) used += points;
  if (most === null || used < most) return { used, frees: null };
  const counted = [...(series?.slices ?? [])].filter(([slice]) => slice >= from && slice <= until);
  return { used, frees: freeing(counted, most) };
}

/** From the newest back, the slice at which the limit is reached: when it has left, there is room. */
function freeing(counted: readonly [number, number][], most: number): number | null {
  let sum = 0;
  for (const [slice, points] of counted.toSorted(([a], [b]) => b - a)) {
    sum += points;
    if (sum >= most) return slice;
  }
  return null;
}

function forget(series: Series | undefined, before: number): void {
  for (const slice of series?.slices.keys() ?? []) if (slice < before) series?.slices.delete(slice);
}
