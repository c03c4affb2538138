import type { Limits } from "@sixdigit/auth";
import { createLimits, createProofs, limitTables, memoryCounters } from "@sixdigit/rate-limit";

/** The limits as they are by default, in memory. */
export function defaultLimits(): Limits {
  return createLimits({
    tables: limitTables,
    counters: memoryCounters(),
    clock: () => new Date(),
    proofs: createProofs(["a secret of the tests that is 32 long"]),
    proofPolicy: "suspicious",
  });
}
