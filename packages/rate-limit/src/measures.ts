import type { LimitSubject } from "@sixdigit/auth";
import type { Read, Write } from "./counters.ts";
import { LATEST, type Line } from "./line.ts";

/**
 * A measure against an attack, with an end. `stop` and `proof` are an operator's and hold for everybody; `block` and
 * `step-up` are the service's own, and known browsers do not meet them.
 */
export type MeasureKind = "stop" | "proof" | "block" | "step-up";
/** `all`, `country:IN` or `range:+9198765` (all but the last four digits; an operator's is of any length, as `range:+9198`). */
export type MeasureScope = "all" | `country:${string}` | `range:${string}`;
export type Measure = { kind: MeasureKind; scope: MeasureScope };

/** A measure is a series with one slice, whose number is the millisecond at which it ends. */
const seriesOf = ({ kind, scope }: Measure) => `measure:${kind}:${scope}`;

export function imposing(measure: Measure, until: Date): Write {
  return { series: seriesOf(measure), slice: until.getTime(), points: 1, endsAt: until };
}

export function lifting(measure: Measure): string {
  return seriesOf(measure);
}

const KINDS: readonly MeasureKind[] = ["stop", "proof", "block", "step-up"];

/** The measure that a series is of. */
export function measureIn(series: string): Measure | undefined {
  const [, kind, scope = ""] = /^measure:([a-z-]+):(all|country:[A-Za-z]+|range:\+\d+)$/.exec(series) ?? [];
  const known = KINDS.find((each) => each === kind);
  return known && { kind: known, scope: scope as MeasureScope };
}

/** An operator's range has more digits than any calling code: a whole country is stopped by its name. */
export const SHORTEST_RANGE = "+1234".length;

/** The ranges that a number is of, however long an operator wrote them: the widest first, the number itself last. */
function rangesOf({ phone, range }: LimitSubject): MeasureScope[] {
  const longer = Array.from({ length: phone.length - SHORTEST_RANGE + 1 }, (_, n) =>
    phone.slice(0, SHORTEST_RANGE + n),
  );
  return [...new Set([...longer, range])].map((each) => `range:${each}` as const);
}

/**
 * What is in force for a message to this number. A known browser meets the operator's measures only; that the service is
 * stepped up is looked at for it too, because its codes are longer then as all are.
 */
export function measureLines(subject: LimitSubject, now: Date): Line[] {
  const { device } = subject;
  const [country, range] = [`country:${subject.country}`, `range:${subject.range}`] as const;
  const scopes: readonly MeasureScope[] = ["all", country, ...rangesOf(subject)];
  const operators = [
    ...scopes.map((scope) => lineOf({ kind: "stop", scope }, now)),
    { ...lineOf({ kind: "proof", scope: "all" }, now), insists: true },
  ];
  const steppedUp = lineOf({ kind: "step-up", scope: "all" }, now);
  if (device !== undefined) return [...operators, { ...steppedUp, soft: null, isStepUp: false }];
  return [
    ...operators,
    ...[country, range].map((scope) => lineOf({ kind: "block", scope }, now)),
    steppedUp,
    ...[country, range].map((scope) => lineOf({ kind: "step-up", scope }, now)),
  ];
}

/** What ends later than now. */
export function inForce(measure: Measure, now: Date): Read {
  return { series: seriesOf(measure), from: now.getTime() + 1, until: LATEST, most: null };
}

function lineOf(measure: Measure, now: Date): Line {
  const refuses = measure.kind === "stop" || measure.kind === "block";
  return {
    name: `${measure.kind}-${measure.scope}`,
    // Of those that refuse, only an operator's is of all.
    code: measure.scope === "all" ? "UNAVAILABLE" : "RATE_LIMITED",
    read: inForce(measure, now),
    hard: refuses ? 1 : null,
    soft: refuses ? null : 1,
    isStepUp: measure.kind === "step-up",
    freeAt: (slice) => new Date(slice),
  };
}
