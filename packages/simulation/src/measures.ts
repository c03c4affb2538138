import type { LimitedAction, LimitSubject } from "@sixdigit/auth";
import type { LimitEvent, Measure, MeasureScope } from "@sixdigit/rate-limit";
import type { Spent } from "./budgets.ts";
import type { Journal } from "./journal.ts";
import type { Tables } from "./limits.ts";
import { PROPERTIES } from "./properties.ts";

/** So long a message may still be answered. */
const ANSWERED_MS = 180_000;
const HOUR_MS = 3_600_000;
/** By so much a window of the limits may be off: one slice of an hour, and of a week. */
const SLICE_MS = HOUR_MS / 24;
const USUAL_SLICE_MS = (7 * 24 * HOUR_MS) / 24;
/** So long a call may be under way, and what it puts in force may end earlier by as much. */
const CALL_MS = 120_000;

const SENDING: ReadonlySet<string> = new Set(["open", "resend"]);
const COMPARING: ReadonlySet<string> = new Set(["compare", "stranger-compare"]);

type InForce = Measure & { from: number; until: number };
type Given = {
  /** What is promised. */
  tables: Tables;
  journal: Journal;
  now: () => number;
  /** By how many milliseconds a window may be shorter. */
  slackMs: () => number;
};

const scopesOf = ({ country, range }: LimitSubject): MeasureScope[] => [
  "all",
  `country:${country}`,
  `range:${range}`,
];

/**
 * What the limits do against an attack, judged by the messages and sign-ins alone: what is in force holds, what must come
 * comes, and nothing is blocked where people sign in. Where what came of a call is not known, both are right.
 */
export function createMeasures({ tables: { conversion, surge }, journal, now, slackMs }: Given) {
  let measures: InForce[] = [];
  let liftedAt = Number.NEGATIVE_INFINITY;
  /** With the time at which the limits had said so, and done what they do then. */
  const messages = new Map<Spent, number>();
  /** Messages that a sign-in has followed, or is about to; and those of which the limits know for certain. */
  const answered = new Set<Spent>();
  const certain = new Set<Spent>();
  /** When a comparison was asked for; and those that were let pass, with the time at which that was known. */
  const compares: number[] = [];
  const guesses = new Map<Spent, number>();

  const isInForce = (kind: Measure["kind"], scopes: readonly MeasureScope[], at: number) =>
    measures.some((each) => {
      const isMeant = each.kind === kind && scopes.includes(each.scope);
      return isMeant && each.from < at && at < each.until - CALL_MS - slackMs();
    });

  const isOf = (scope: MeasureScope) => (each: Spent) => scopesOf(each.subject).includes(scope);
  /** How many of those messages every clock has in the window of a judgement at that time, and takes for old enough. */
  const surelyJudged = (
    of: Iterable<Spent>,
    {
      scope,
      at,
      seconds,
      sliceMs = SLICE_MS,
    }: { scope: MeasureScope; at: number; seconds: number; sliceMs?: number },
  ): number => {
    const [least, most] = [ANSWERED_MS + sliceMs + slackMs(), 1000 * seconds - sliceMs - slackMs()];
    const isJudged = (each: Spent) => at - each.at > least && at - each.at < most;
    return [...of].filter((each) => isOf(scope)(each) && isJudged(each)).length;
  };

  /** By each rule, the scope of this subject. */
  const judgedScopes = (subject: LimitSubject) =>
    conversion.map((rule) => ({ rule, scope: `${rule.by}:${subject[rule.by]}` as MeasureScope }));

  const isUnknown = ({ subject }: Spent) => subject.device === undefined;

  /** Whether a message that went out earlier must have led to a block, as none before it was answered. */
  function mustBeBlocked({ subject, at }: Spent): boolean {
    return judgedScopes(subject).some(({ rule, scope }) => {
      const of = [...messages.keys()].filter(isOf(scope));
      if (of.some((each) => answered.has(each))) return false;
      return of.some((last) => {
        const lasts = at - last.at < 1000 * rule.measureSeconds - CALL_MS - slackMs();
        const judged = surelyJudged(of, { scope, at: last.at, seconds: rule.windowSeconds });
        const isBefore = (messages.get(last) ?? at) < at;
        return isUnknown(last) && isBefore && lasts && judged >= rule.minimum;
      });
    });
  }

  const isSteppingUpAll = ({ kind, scope }: Measure) => kind === "step-up" && scope === "all";

  /**
   * Whether the first guess after so many must have stepped up the service: where none came to something, and nothing was in force that
   * ends earlier.
   */
  function isSurging(at: number): boolean {
    if (answered.size > 0) return false;
    return [...guesses].some(([last, knownAt]) => {
      const lasts = at - last.at < 1000 * surge.measureSeconds - CALL_MS - slackMs();
      const since = last.at - HOUR_MS + SLICE_MS + slackMs();
      const before = [...guesses].filter(([each, known]) => each.at > since && known < last.at);
      const isFirst = compares.filter((asked) => asked <= last.at).length <= surge.minimum + 1;
      const wasQuiet = !measures.some((each) => isSteppingUpAll(each) && each.from <= last.at);
      const isLifted = last.at <= liftedAt;
      const isSure = isFirst && wasQuiet && !isLifted && lasts && knownAt < at;
      return isSure && before.length >= surge.minimum;
    });
  }

  function judgeBlock(scope: MeasureScope, sent: number): void {
    for (const rule of conversion.filter(({ by }) => scope.startsWith(by))) {
      const at = now();
      const lately = surelyJudged(certain, { scope, at, seconds: rule.windowSeconds });
      const usually = { scope, at, seconds: rule.normalSeconds, sliceMs: USUAL_SLICE_MS };
      const isUsed = surelyJudged(certain, usually) >= rule.minimum;
      journal.hold(PROPERTIES.blocks, sent >= rule.minimum && lately < rule.blockBelow * sent && !isUsed);
    }
  }

  return {
    /** A measure is in force from now on. */
    imposed(measure: Measure, until: number): void {
      measures.push({ ...measure, from: now(), until });
    },
    lifted({ kind, scope }: Measure): void {
      liftedAt = now();
      measures = measures.filter((each) => each.kind !== kind || each.scope !== scope);
    },
    /** The limits say that they have put one in force. */
    observe(event: LimitEvent): void {
      if (event.name !== "measure-imposed") return;
      const { kind, scope, sent } = event;
      const [by = ""] = scope.split(":");
      journal.met(`measure by itself: ${kind} of ${by}`);
      journal.tell(() => `${kind} of ${scope} by itself`);
      if (kind === "block") judgeBlock(scope, sent);
      const isMany = compares.length > Math.min(surge.minimum, surge.day.minimum);
      journal.hold(PROPERTIES.blocks, scope !== "all" || isMany);
      const seconds = conversion.find((rule) => rule.by === by)?.measureSeconds ?? surge.measureSeconds;
      measures.push({ kind, scope, from: now(), until: now() + 1000 * seconds });
    },
    /** A call asks for points. */
    asked(action: LimitedAction): void {
      if (COMPARING.has(action)) compares.push(now());
    },
    /** A call was let pass. */
    spent(charged: Omit<Spent, "isStrict" | "isLonger">): Spent {
      const { action, subject, at } = charged;
      const isSteppedUp = SENDING.has(action) && isInForce("step-up", scopesOf(subject), at);
      const isLonger = action === "open" && (isInForce("step-up", ["all"], at) || isSurging(at));
      const spent = { ...charged, isStrict: isSteppedUp && subject.device === undefined, isLonger };
      if (COMPARING.has(action)) guesses.set(spent, now());
      if (!SENDING.has(action)) return spent;
      const isBlocked = isInForce("block", scopesOf(subject), at);
      journal.hold(PROPERTIES.blocked, !(isUnknown(spent) && isBlocked));
      journal.hold(PROPERTIES.unanswered, !(isUnknown(spent) && mustBeBlocked(spent)));
      messages.set(spent, now());
      return spent;
    },
    /** The store has certainly kept nothing of it. */
    refunded(spent: Spent | undefined): void {
      for (const all of spent ? [messages, guesses] : []) all.delete(spent as Spent);
    },
    /**
     * A sign-in follows these messages.
     *
     * @returns to be called when the limits know
     */
    answered(given: readonly (Spent | undefined)[]): () => void {
      const all = given.filter((each) => each !== undefined);
      for (const each of all) answered.add(each);
      return () => {
        for (const each of all) if (messages.has(each)) certain.add(each);
      };
    },
  };
}
