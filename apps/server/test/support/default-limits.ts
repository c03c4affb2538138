import {
  createLimits,
  createProofs,
  type LimitControls,
  limitTables,
  memoryCounters,
} from "@sixdigit/rate-limit";

/** The limits as they are by default, in memory. */
export function defaultLimits(): LimitControls {
  return createLimits({
    tables: limitTables,
    counters: memoryCounters(),
    clock: () => new Date(),
    proofs: createProofs(["a secret of the tests that is 32 long"]),
    proofPolicy: "suspicious",
  });
}
