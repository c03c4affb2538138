import type { Clock, Limits } from "@sixdigit/auth";
import { createLimits, createProofs, limitTables, memoryCounters } from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

/**
 * The limits of each number as the product has them, over counters that all processes share; each step is a call of a
 * port. Nobody here could solve a proof of work, and whole crowds fail in one country, so the rest stays out.
 */
export function createSimulatedLimits(port: PortCall, clock: Clock): Limits {
  const counters = memoryCounters();
  const rules = limitTables.rules.filter(({ by }) => by === "phone");
  return createLimits({
    tables: { ...limitTables, rules, conversion: [] },
    counters: { ...counters, apply: (step) => port("counters.apply", () => counters.apply(step)) },
    clock,
    proofs: createProofs(["a secret of the simulation, 32 long"]),
    proofPolicy: "never",
  });
}
