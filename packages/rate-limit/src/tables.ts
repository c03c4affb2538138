import { type BrakeRule, brakeRule } from "./brake.ts";
import { type ConversionRule, conversionRules } from "./conversion.ts";
import type { LimitRule } from "./rule.ts";
import { limitRules } from "./rules.ts";
import { type SurgeRule, surgeRule } from "./surge.ts";

/** Every number that the limits go by. */
export type LimitTables = {
  rules: readonly LimitRule[];
  conversion: readonly ConversionRule[];
  surge: SurgeRule;
  /** Of each process, before all others. */
  brake: BrakeRule;
};

export const limitTables: LimitTables = {
  rules: limitRules,
  conversion: conversionRules,
  surge: surgeRule,
  brake: brakeRule,
};
