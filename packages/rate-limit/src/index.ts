export { withBrake } from "./brake.ts";
export type { Counters } from "./counters.ts";
export type { LimitEvent } from "./events.ts";
export { createLimits, type LimitSettings } from "./limits.ts";
export { type Measure, type MeasureKind, type MeasureScope, SHORTEST_RANGE } from "./measures.ts";
export { memoryCounters } from "./memory.ts";
export {
  type CounterChange,
  imposeChange,
  liftChange,
  measuresInForce,
  messagesOfDay,
  resumeChange,
  UNTIL_LIFTED,
  unlockChange,
} from "./operator.ts";
export { changeTables, type LimitChange, readChanges } from "./overrides.ts";
export { createProofs, hashesAtMost, type Proofs } from "./proof.ts";
export { chanceOf, guessesAtANumber, guessesAtNumbers, messagesInADay, type RiskSettings } from "./risk.ts";
export type { LimitRule } from "./rule.ts";
export { type LimitTables, limitTables } from "./tables.ts";
export type { ProofPolicy } from "./verdict.ts";
