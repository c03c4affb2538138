import type { Worker } from "./client.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Hashes a second in a phone's browser. The page's worker did 160,000 in Chromium on one core of a server at 2.5 GHz; a phone
 * of the middle class is taken for four times slower, as Lighthouse does.
 */
export const PHONE_HASHES = 40_000;

/** The attacker rents 100 such cores; with native code each does 1.8 million a second (measured with OpenSSL). */
export const ATTACKER_HASHES = 180_000_000;

export const phoneWorker: Worker = (hashes) => (hashes / PHONE_HASHES) * 1000;

/** Attackers who do without whatever asks for a proof, and attackers who solve it: one after the other, with all they have. */
export type Temper = "never solves" | "solves";

export function attackersWorker(temper: Temper, timeline: Timeline): Worker {
  let busyUntil = 0;
  return (hashes) => {
    if (temper === "never solves") return null;
    busyUntil = Math.max(busyUntil, timeline.now()) + (hashes / ATTACKER_HASHES) * 1000;
    return busyUntil - timeline.now();
  };
}
