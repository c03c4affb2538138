import type { Clock, Limits } from "@sixdigit/auth";
import {
  type Counters,
  createLimits,
  type LimitRule,
  limitTables,
  type ProofPolicy,
} from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

/** What the simulation takes for a solved puzzle: the work itself is tested where it is done. */
export const SOLVED = "solved";

/** The limits of each number and browser as the product has them. Whole crowds fail in one network, so the rest stays out. */
export const RULES: readonly LimitRule[] = limitTables.rules.filter(
  ({ by }) => by === "phone" || by === "device",
);

type Given = {
  port: PortCall;
  /** Shared by all processes. */
  counters: Counters;
  clock: Clock;
  proofPolicy: ProofPolicy;
  rules: readonly LimitRule[];
  newId: () => string;
};

/** The limiter of one process; each of its steps is a call of a port. */
export function createSimulatedLimits({ port, counters, clock, proofPolicy, rules, newId }: Given): Limits {
  return createLimits({
    tables: { ...limitTables, rules, conversion: [] },
    counters: { ...counters, apply: (step) => port("counters.apply", () => counters.apply(step)) },
    clock,
    proofs: {
      ask: async () => ({
        ...{ algorithm: "SHA-256", challenge: "", salt: "", signature: "" },
        maxnumber: 1,
      }),
      check: async (text, _subject, now) =>
        text === SOLVED ? { id: newId(), expiresAt: new Date(now.getTime() + 60_000) } : undefined,
    },
    proofPolicy,
  });
}
