import type { Counters, Found, Read, Write } from "./counters.ts";

/** What a charge looks at, by what it is for. */
type ByPurpose<Each> = {
  /** One for each line, in their order. */
  lines: readonly Each[];
  /** To see an attack; they refuse nothing by themselves. */
  watched: readonly Each[];
  /** The sign-ins that raise lines, each series once. */
  raises: readonly Each[];
  /** Whether the call comes from a place of the number. */
  places: readonly Each[];
  /** Whether the proof of work was used before, or that there is none. */
  proof: readonly Each[];
};

export type StepReads = ByPurpose<Read>;
export type StepFound = ByPurpose<Found>;

/** One step of the counters; what was found comes back by the names of what was asked. */
export async function applyReads(
  counters: Counters,
  { now, reads, writes }: { now: Date; reads: StepReads; writes: readonly Write[] },
): Promise<{ taken: boolean; found: StepFound }> {
  const { lines, watched, raises, places, proof } = reads;
  const all = [...lines, ...watched, ...raises, ...places, ...proof];
  const { taken, found } = await counters.apply({ now, reads: all, writes });
  const left = [...found];
  const take = (asked: readonly Read[]) => left.splice(0, asked.length);
  return {
    taken,
    found: {
      lines: take(lines),
      watched: take(watched),
      raises: take(raises),
      places: take(places),
      proof: take(proof),
    },
  };
}

export const anyUsed = (found: readonly Found[]): boolean => found.some(({ used }) => used > 0);
