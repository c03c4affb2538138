import type { LimitedAction } from "@sixdigit/auth";
import type { LimitEvent, Measure } from "@sixdigit/rate-limit";
import type { Spent } from "./budgets.ts";
import { CALL_MS, createInForce, scopesOf, type Times } from "./in-force.ts";
import type { Journal } from "./journal.ts";
import type { Tables } from "./limits.ts";
import { PROPERTIES } from "./properties.ts";
import { createUnanswered, isUnknown } from "./unanswered.ts";

const HOUR_MS = 3_600_000;
/** By so much an hour of the limits may be off. */
const SLICE_MS = HOUR_MS / 24;
const ALL: Measure = { kind: "step-up", scope: "all" };

const SENDING: ReadonlySet<string> = new Set(["open", "resend"]);
const COMPARING: ReadonlySet<string> = new Set(["compare", "stranger-compare"]);

type Given = Times & {
  /** What is promised. */
  tables: Tables;
  journal: Journal;
};

/**
 * What the limits do against an attack, judged by the messages, guesses and sign-ins alone: what is in force holds, what must
 * come comes, and nothing is blocked where people sign in. Where what came of a call is not known, both are right.
 */
export function createMeasures({ tables: { conversion, surge }, journal, now, slackMs }: Given) {
  const inForce = createInForce({ now, slackMs });
  const unanswered = createUnanswered({ conversion, now, slackMs });
  /** When a comparison was asked for; and those that were let pass, with the time at which that was known. */
  const asked: number[] = [];
  const guesses = new Map<Spent, number>();

  /** Whether the first guess after so many must have stepped up the service, as none came to something. */
  function isSurging(at: number): boolean {
    const all = unanswered.nothingIsAnswered() ? [...guesses] : [];
    return all.some(([last, knownAt]) => {
      const since = last.at - HOUR_MS + SLICE_MS + slackMs();
      const before = all.filter(([each, known]) => each.at > since && known < last.at).length;
      // What was in force by then may end earlier than what it would have led to.
      const isFirst = asked.filter((each) => each <= last.at).length <= surge.minimum + 1;
      const lasts = at - last.at < 1000 * surge.measureSeconds - CALL_MS - slackMs();
      const isSure = isFirst && inForce.isNewAt(ALL, last.at) && lasts && knownAt < at;
      return isSure && before >= surge.minimum;
    });
  }

  return {
    /** An operator's takes the place of one that is in force, also if that would end later. */
    imposed(measure: Measure, until: number): void {
      inForce.lift(measure);
      inForce.impose(measure, until);
    },
    lifted: inForce.lift,
    /** The limits say that they have put one in force. */
    observe(event: LimitEvent): void {
      if (event.name !== "measure-imposed") return;
      const { kind, scope, sent } = event;
      const [by = ""] = scope.split(":");
      journal.met(`measure by itself: ${kind} of ${by}`);
      journal.tell(() => `${kind} of ${scope} by itself`);
      const isMany = asked.length > Math.min(surge.minimum, surge.day.minimum);
      journal.hold(PROPERTIES.blocks, kind !== "block" || unanswered.mayBeBlocked(scope, sent));
      journal.hold(PROPERTIES.blocks, scope !== "all" || isMany);
      const seconds = conversion.find((rule) => rule.by === by)?.measureSeconds ?? surge.measureSeconds;
      inForce.impose({ kind, scope }, now() + 1000 * seconds);
    },
    /** A call asks for points. */
    asked(action: LimitedAction): void {
      if (COMPARING.has(action)) asked.push(now());
    },
    /** A call was let pass. */
    spent(charged: Omit<Spent, "isStrict" | "isLonger">): Spent {
      const { action, subject, at } = charged;
      const isSteppedUp = SENDING.has(action) && inForce.has("step-up", scopesOf(subject), at);
      const isLonger = action === "open" && (inForce.has("step-up", ["all"], at) || isSurging(at));
      const spent = { ...charged, isStrict: isSteppedUp && subject.device === undefined, isLonger };
      if (COMPARING.has(action)) guesses.set(spent, now());
      if (!SENDING.has(action)) return spent;
      const isBlocked = inForce.has("block", scopesOf(subject), at);
      journal.hold(PROPERTIES.blocked, !(isUnknown(spent) && isBlocked));
      journal.hold(PROPERTIES.unanswered, !(isUnknown(spent) && unanswered.mustBeBlocked(spent)));
      unanswered.add(spent);
      return spent;
    },
    /** The store has certainly kept nothing of it. */
    refunded(spent: Spent | undefined): void {
      if (!spent) return;
      guesses.delete(spent);
      unanswered.remove(spent);
    },
    /**
     * A sign-in follows these messages.
     *
     * @returns to be called when the limits know
     */
    answered: (given: readonly (Spent | undefined)[]) =>
      unanswered.answer(given.filter((each) => each !== undefined)),
  };
}
