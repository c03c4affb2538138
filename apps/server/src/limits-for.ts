import type { Auditor, Clock, Limits } from "@sixdigit/auth";
import {
  type Counters,
  changeTables,
  createLimits,
  createProofs,
  type LimitTables,
  limitTables,
  withBrake,
} from "@sixdigit/rate-limit";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Metrics } from "./metrics/create-metrics.ts";
import { observeLimits } from "./observe-limits.ts";

type Parts = {
  counters: Counters;
  clock: Clock;
  /** Puzzles are signed with keys derived from them. */
  secrets: readonly [string, ...string[]];
  log: Logger;
  metrics: Metrics;
  audit: Auditor;
};

export type LimitConfig = Pick<Config, "limitsEnabled" | "limitChanges" | "dailyCap" | "proofPolicy">;

/** The limits as the settings have them. */
export function limitsFor(
  config: LimitConfig,
  { counters, clock, secrets, log, metrics, audit }: Parts,
): Limits {
  const tables = tablesOf(config);
  const limits = createLimits({
    tables,
    counters,
    clock,
    proofs: createProofs(secrets),
    proofPolicy: config.proofPolicy,
    observe: observeLimits({ log, metrics, audit }),
  });
  return metrics.countRefusals(config.limitsEnabled ? withBrake(limits, tables.brake) : limits);
}

/** The tables as they are in force with these settings. */
export function tablesOf({ limitsEnabled, limitChanges: changes, dailyCap }: LimitConfig): LimitTables {
  const tables = changeTables(limitTables, { changes, dailyCap });
  if (limitsEnabled) return tables;
  return { ...tables, rules: tables.rules.filter(({ liftable }) => !liftable), conversion: [] };
}
