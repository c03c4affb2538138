import type { LimitedAction, LimitSubject } from "@sixdigit/auth";
import type { Write } from "./counters.ts";
import { type Line, readOf, seriesOf, windowOf, writeOf } from "./line.ts";
import { isAtPlace } from "./places.ts";
import { type LimitRule, SENDING } from "./rule.ts";
import { keyOf } from "./subject-key.ts";
import { endOfSlice, windowFor } from "./window.ts";

const MANY = 1_000;

/** The lines of the table for one call, in the order of the table. */
export function ruleLines(
  rules: readonly LimitRule[],
  action: LimitedAction,
  subject: LimitSubject,
  now: Date,
): Line[] {
  return rules.flatMap((rule) => {
    const line = lineOf(rule, action, subject, now);
    return line ? [line] : [];
  });
}

function lineOf(rule: LimitRule, action: LimitedAction, subject: LimitSubject, now: Date): Line | undefined {
  const key = keyFor(rule, subject);
  const refuses = rule.refuses.includes(action);
  const asks = rule.soft !== undefined && SENDING.includes(action);
  const adds = rule.adds.includes(action);
  const isStrict = rule.strict !== undefined && SENDING.includes(action);
  if (key === undefined || !(refuses || asks || adds || isStrict)) return undefined;
  const window = windowOf(rule);
  const series = seriesOf(rule.name, window, key);
  const reserved = reservedFrom(subject, rule);
  return {
    name: rule.name,
    code: rule.code,
    read: readOf(series, window, now),
    hard: refuses && rule.hard !== undefined ? Math.max(0, rule.hard - reserved) : null,
    cap: rule.hard,
    soft: asks ? (rule.soft ?? null) : null,
    strict: isStrict ? rule.strict : undefined,
    raisedBy: raisedBy(rule, key, now),
    isOfPhone: rule.by === "phone",
    write: adds ? writeOf(series, window, now, 1) : undefined,
    freeAt: (slice) => endOfSlice(window, slice),
  };
}

/** Who calls from a place of the number may be anybody behind the same address: half stays for known browsers. */
function reservedFrom({ device }: LimitSubject, { reserved = 0 }: LimitRule): number {
  if (device === undefined) return reserved;
  return isAtPlace(device) ? Math.ceil(reserved / 2) : 0;
}

function raisedBy(rule: LimitRule, key: string, now: Date): Line["raisedBy"] {
  if (rule.raisedEvery === undefined) return undefined;
  const window = signInsWindow(rule);
  return { read: readOf(signInsOf(rule, key), window, now), every: rule.raisedEvery };
}

const signInsWindow = ({ windowSeconds }: LimitRule) => windowFor(windowSeconds, MANY);
/** Rules of one window share it. */
const signInsOf = (rule: LimitRule, key: string) =>
  seriesOf(`sign-ins-per-${rule.by}`, signInsWindow(rule), key);

/** Counts a sign-in where it raises lines. */
export function countSignIn(rules: readonly LimitRule[], subject: LimitSubject, now: Date): Write[] {
  const writes = rules.flatMap((rule) => {
    const key = rule.raisedEvery === undefined ? undefined : keyOf(rule.by, subject);
    return key === undefined ? [] : [writeOf(signInsOf(rule, key), signInsWindow(rule), now, 1)];
  });
  return [...new Map(writes.map((write) => [write.series, write])).values()];
}

/** What is given back for an action of then, because it led to a sign-in. */
export function givenBack(
  rules: readonly LimitRule[],
  action: LimitedAction,
  subject: LimitSubject,
  then: Date,
): Write[] {
  return rules.flatMap((rule) => {
    const key = keyFor(rule, subject);
    if (key === undefined || rule.onSuccess !== "gives-back" || !rule.adds.includes(action)) return [];
    const window = windowOf(rule);
    return [writeOf(seriesOf(rule.name, window, key), window, then, -1)];
  });
}

/** The series that a sign-in forgets. A known browser's own failures and those of strangers go together. */
export function cleared(rules: readonly LimitRule[], subject: LimitSubject): string[] {
  return rules
    .filter(({ onSuccess }) => onSuccess === "clears")
    .flatMap((rule) => {
      const key = keyOf(rule.by, subject);
      return key === undefined ? [] : [seriesOf(rule.name, windowOf(rule), key)];
    });
}

function keyFor({ by, callers }: LimitRule, subject: LimitSubject): string | undefined {
  const isKnown = subject.device !== undefined;
  return callers === "all" || (callers === "known") === isKnown ? keyOf(by, subject) : undefined;
}
