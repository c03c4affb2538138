import type { Random } from "@sixdigit/simulation/random";

export type Addresses = ReturnType<typeof createAddresses>;

/** Addresses that nobody has had before. */
export function createAddresses(random: Random) {
  let taken = 0;
  const next = () => (taken += 1);
  return {
    v4(): string {
      const number = next();
      return [20 + (number >> 16), (number >> 8) & 255, number & 255, 7].join(".");
    },
    /** Of a home: of five one has IPv6. */
    home(): string {
      return random.chance(0.2) ? `2001:db8:${next().toString(16)}:0:0:0:0:1` : this.v4();
    },
  };
}
