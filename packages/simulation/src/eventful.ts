/** A seed, and how many kinds of things happen in it. */
export type Eventful = { seed: number; kinds: number };

const MOST = 100;

/** The hundred in which the most kinds of things happen. */
export function mostEventful(seeds: readonly Eventful[]): Eventful[] {
  return seeds.toSorted((a, b) => b.kinds - a.kinds || a.seed - b.seed).slice(0, MOST);
}
