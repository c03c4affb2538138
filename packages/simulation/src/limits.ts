import type { Clock, Limits } from "@sixdigit/auth";
import { createLimits, limitTables, memoryCounters, type ProofPolicy } from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

/** What the simulation takes for a solved puzzle: the work itself is tested where it is done. */
export const SOLVED = "solved";

/**
 * The limits of each number and browser as the product has them, over counters that all processes share; each step is a call
 * of a port. Whole crowds fail in one country or network, so the rest stays out.
 */
export function createSimulatedLimits(port: PortCall, clock: Clock, proofPolicy: ProofPolicy): Limits {
  const counters = memoryCounters();
  const rules = limitTables.rules.filter(({ by }) => by === "phone" || by === "device");
  let puzzles = 0;
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
        text === SOLVED
          ? { id: `puzzle ${++puzzles}`, expiresAt: new Date(now.getTime() + 60_000) }
          : undefined,
    },
    proofPolicy,
  });
}
