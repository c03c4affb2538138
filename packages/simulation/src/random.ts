/** Numbers that follow from a seed. Never for anything but the simulation. */
export type Random = ReturnType<typeof createRandom>;

/** Mulberry32: one 32-bit state, which is enough to choose by. */
export function createRandom(seed: number) {
  let state = (seed + 1) * 0x9e3779b1;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    chance: (probability: number) => next() < probability,
    bytes: (length: number) => Uint8Array.from({ length }, () => below(256)),
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
    /** One of the names, each as likely as its weight. */
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const names = Object.keys(weights) as Name[];
      let rest = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => {
        rest -= weights[name];
        return rest < 0;
      });
      return found ?? this.pick(names);
    },
  };
}
