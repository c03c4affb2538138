import type { LimitSubject } from "@sixdigit/auth";
import type { Found, Read, Write } from "./counters.ts";
import { readOf, seriesOf, writeOf } from "./line.ts";
import type { Measure, MeasureScope } from "./measures.ts";
import { sliceAt, type Window, windowFor } from "./window.ts";

/** Verified over sent, for one country or range: what is normal there, and what is not. */
export type ConversionRule = {
  name: string;
  by: "country" | "range";
  /** The time that is judged, and what it is measured by. */
  windowSeconds: number;
  normalSeconds: number;
  /** Fewer messages than this say nothing. */
  minimum: number;
  /** Below this share of its own normal, messages cost a proof of work. */
  stepUpBelow: number;
  /** Below this share of messages, nothing is sent: where fewer people than `minimum` sign in normally, so that a block costs hardly anybody. */
  blockBelow: number;
  /** How long either lasts, before it is judged again. */
  measureSeconds: number;
};

const HOUR = 3600;
const DAY = 24 * HOUR;

export const conversionRules: readonly ConversionRule[] = [
  {
    name: "conversion-per-country",
    by: "country",
    windowSeconds: HOUR,
    normalSeconds: 7 * DAY,
    minimum: 50,
    stepUpBelow: 0.5,
    blockBelow: 0.05,
    measureSeconds: HOUR,
  },
  {
    name: "conversion-per-range",
    by: "range",
    windowSeconds: DAY,
    normalSeconds: 7 * DAY,
    minimum: 8,
    stepUpBelow: 0.5,
    blockBelow: 0.05,
    measureSeconds: DAY,
  },
];

/** A message that went out a moment ago may still be answered: it counts after so long. */
const ANSWER_SECONDS = 180;
/** Where there is too little of a past to know what is normal. */
const USUAL = 0.7;
const MANY = 1_000;

type Series = { rule: ConversionRule; sent: string; verified: string; window: Window };

function seriesFor(rules: readonly ConversionRule[], subject: LimitSubject): Series[] {
  return rules.flatMap((rule) => seriesOfRule(rule, subject[rule.by]));
}

/** Two: lately and normally. */
function seriesOfRule(rule: ConversionRule, key: string): Series[] {
  return [rule.windowSeconds, rule.normalSeconds].map((seconds) => {
    const window = conversionWindow(seconds, rule);
    const name = (what: string) => seriesOf(`${what}-per-${rule.by}`, window, key);
    return { rule, window, sent: name("sent"), verified: name("verified") };
  });
}

/** What is judged is cut finely, so that what goes wrong is seen minutes later; what is normal need not be. */
function conversionWindow(seconds: number, { windowSeconds }: ConversionRule): Window {
  return seconds === windowSeconds ? { ...windowFor(HOUR, MANY), seconds } : windowFor(seconds, MANY);
}

export function countSent(rules: readonly ConversionRule[], subject: LimitSubject, now: Date): Write[] {
  return seriesFor(rules, subject).map(({ sent, window }) => writeOf(sent, window, now, 1));
}

/** Counted where the message was, so that both say something about the same messages. */
export function countVerified(rules: readonly ConversionRule[], subject: LimitSubject, then: Date): Write[] {
  return seriesFor(rules, subject).map(({ verified, window }) => writeOf(verified, window, then, 1));
}

/** All that is kept of the conversion of a country or a range. */
export function conversionSeriesOf(rules: readonly ConversionRule[], scope: MeasureScope): string[] {
  const [by, key] = scope.split(":");
  return rules
    .filter((rule) => rule.by === by)
    .flatMap((rule) => seriesOfRule(rule, key ?? ""))
    .flatMap(({ sent, verified }) => [sent, verified]);
}

/** For each rule four: sent and verified, lately and normally. */
export function conversionReads(rules: readonly ConversionRule[], subject: LimitSubject, now: Date): Read[] {
  const answered = new Date(now.getTime() - ANSWER_SECONDS * 1000);
  return seriesFor(rules, subject).flatMap(({ sent, verified, window }) =>
    [sent, verified].map((series) => ({
      ...readOf(series, window, now),
      until: sliceAt(window, answered) - 1,
    })),
  );
}

export type Judgement = { measure: Measure; seconds: number; sent: number; verified: number };

/** What the numbers call for, if anything. `found` is what `conversionReads` found. */
export function judge(
  rules: readonly ConversionRule[],
  subject: LimitSubject,
  found: readonly Found[],
): Judgement[] {
  return rules.flatMap((rule, index) => {
    const [sent = 0, verified = 0, sentNormally = 0, verifiedNormally = 0] = found
      .slice(index * 4, index * 4 + 4)
      .map(({ used }) => used);
    const normal = sharePerhaps(rule, sentNormally, verifiedNormally);
    const kind = judgeShare(rule, {
      share: verified / sent,
      sent,
      normal,
      isUsed: verifiedNormally >= rule.minimum,
    });
    const scope = `${rule.by}:${subject[rule.by]}` as const;
    return kind ? [{ measure: { kind, scope }, seconds: rule.measureSeconds, sent, verified }] : [];
  });
}

type Judged = { share: number; sent: number; normal: number; isUsed: boolean };

function judgeShare(rule: ConversionRule, { share, sent, normal, isUsed }: Judged) {
  if (sent < rule.minimum) return undefined;
  if (share < rule.blockBelow && !isUsed) return "block" as const;
  return share < normal * rule.stepUpBelow ? ("step-up" as const) : undefined;
}

/** A past that is mostly the attack itself must not become the normal: below half of what is usual it is not believed. */
function sharePerhaps({ minimum }: ConversionRule, sent: number, verified: number): number {
  return sent < 4 * minimum ? USUAL : Math.max(verified / sent, USUAL / 2);
}
