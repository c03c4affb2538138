import type { Random } from "./random.ts";

/** What can go wrong with one call of a port. */
export const PORT_FAULTS = [
  "error before commit",
  "reply lost after commit",
  "slow past its deadline",
  "process gone",
] as const;
export const SENDER_FAULTS = [
  "message accepted and connection lost",
  "message lost and connection lost",
  "message refused",
  "message not sent",
] as const;
/** What can happen between any two steps. */
export const EVENTS = [
  "process crashes",
  "clock five minutes off",
  "clock is right again",
  "settings rotated",
  "messages stepped up",
  "secrets rotated",
] as const;
export const RECEIPT_FAULTS = ["receipt doubled", "receipt out of order"] as const;

export type SimulationEvent = (typeof EVENTS)[number];

export type Faults = ReturnType<typeof createFaults>;

/** A seed has its own kinds of faults and its own rate, so that some meet many of one kind and some none at all. */
export function createFaults(random: Random) {
  const some = <T>(all: readonly T[]) => all.filter(() => random.chance(0.5));
  const [port, sender, events] = [some(PORT_FAULTS), some(SENDER_FAULTS), some(EVENTS)];
  let rate = random.pick([0, 0.03, 0.1, 0.25]);
  const draw = <T>(from: readonly T[], probability: number): T | undefined =>
    from.length > 0 && random.chance(probability) ? random.pick(from) : undefined;
  return {
    port: () => draw(port, rate),
    sender: () => draw(sender, rate * 2),
    event: () => draw(events, rate),
    /** Of receipts, which have no share in what is decided, many go astray. */
    receipt: () => random.chance(0.5),
    stop() {
      rate = 0;
    },
  };
}
