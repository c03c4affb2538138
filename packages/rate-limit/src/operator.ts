import type { LimitSubject } from "@sixdigit/auth";
import { conversionSeriesOf } from "./conversion.ts";
import type { Counters, Step } from "./counters.ts";
import { DAILY_CAP } from "./events.ts";
import { readOf, seriesOf, windowOf } from "./line.ts";
import { imposing, lifting, type Measure, type MeasureScope, measureIn } from "./measures.ts";
import { keyOf } from "./subject-key.ts";
import type { LimitTables } from "./tables.ts";

/** What an operator changes, as a step of the counters: obeyed by every instance from its next call on. */
export type CounterChange = Required<Pick<Step, "writes" | "clear">>;

/** For a measure that holds until it is lifted. */
export const UNTIL_LIFTED = new Date(Date.UTC(2100, 0));

export function imposeChange(measure: Measure, until: Date): CounterChange {
  return { writes: [imposing(measure, until)], clear: [lifting(measure)] };
}

export function liftChange(measure: Measure): CounterChange {
  return { writes: [], clear: [lifting(measure)] };
}

/**
 * Lets messages go again to a scope, whoever stopped them. What was counted of its conversion is forgotten, or the service
 * would judge by it and block it again at the next message.
 */
export function resumeChange({ conversion }: LimitTables, scope: MeasureScope): CounterChange {
  const measures: Measure[] = [
    { kind: "stop", scope },
    { kind: "block", scope },
  ];
  return { writes: [], clear: [...measures.map(lifting), ...conversionSeriesOf(conversion, scope)] };
}

/** Forgets all that is counted against a number: failures, guesses of strangers, and messages. */
export function unlockChange({ rules }: LimitTables, subject: LimitSubject): CounterChange {
  const clear = rules
    .filter(({ by }) => by === "phone")
    .map((rule) => seriesOf(rule.name, windowOf(rule), keyOf("phone", subject) ?? ""));
  return { writes: [], clear };
}

/** Every measure in force, an operator's and the service's own, with its end. */
export async function measuresInForce(counters: Counters, now: Date): Promise<(Measure & { until: Date })[]> {
  const found = await counters.lasting("measure:", now);
  return found
    .flatMap(({ series, slice }) => {
      const measure = measureIn(series);
      return measure && slice > now.getTime() ? [{ ...measure, until: new Date(slice) }] : [];
    })
    .sort((a, b) => `${a.kind} ${a.scope}`.localeCompare(`${b.kind} ${b.scope}`));
}

/** The messages of the last 24 hours, of so many that may be; null where that limit is lifted. */
export async function messagesOfDay(
  { rules }: LimitTables,
  counters: Counters,
  now: Date,
): Promise<{ sent: number; cap: number } | null> {
  const rule = rules.find(({ name }) => name === DAILY_CAP);
  if (rule?.hard === undefined) return null;
  const window = windowOf(rule);
  const reads = [readOf(seriesOf(rule.name, window, "all"), window, now)];
  const { found } = await counters.apply({ now, reads, writes: [] });
  return { sent: found[0]?.used ?? 0, cap: rule.hard };
}
