import type { MeasureScope } from "@sixdigit/rate-limit";
import type { Spent } from "./budgets.ts";
import { CALL_MS, scopesOf, type Times } from "./in-force.ts";
import type { Tables } from "./limits.ts";

/** So long a message may still be answered. */
const ANSWERED_MS = 180_000;
const DAY_MS = 86_400_000;
/** By so much a window of the limits may be off: a slice of an hour, and of a week. */
const SLICE_MS = DAY_MS / 24 / 24;
const USUAL_SLICE_MS = (7 * DAY_MS) / 24;

const isOf = (scope: MeasureScope) => (each: Spent) => scopesOf(each.subject).includes(scope);
export const isUnknown = ({ subject }: Spent): boolean => subject.device === undefined;

type Judgement = { scope: MeasureScope; at: number; seconds: number; sliceMs?: number };

/** Messages and the sign-ins that followed them, and what that calls for. */
export function createUnanswered({ conversion, now, slackMs }: Times & Pick<Tables, "conversion">) {
  /** With the time at which the limits had let them pass, and done what they do then. */
  const messages = new Map<Spent, number>();
  /** Those that a sign-in has followed, or is about to; and those of which the limits know for certain. */
  const answered = new Set<Spent>();
  const certain = new Set<Spent>();

  /** How many of them every clock has in the window of a judgement at that time, and takes for old enough. */
  function surelyJudged(all: Iterable<Spent>, { scope, at, seconds, sliceMs = SLICE_MS }: Judgement): number {
    const [least, most] = [ANSWERED_MS + sliceMs + slackMs(), 1000 * seconds - sliceMs - slackMs()];
    const isJudged = (each: Spent) => at - each.at > least && at - each.at < most;
    return [...all].filter((each) => isOf(scope)(each) && isJudged(each)).length;
  }

  return {
    add: (message: Spent) => void messages.set(message, now()),
    /** The store has certainly kept nothing of it. */
    remove: (message: Spent) => void messages.delete(message),
    /** @returns to be called when the limits know */
    answer(all: readonly Spent[]): () => void {
      for (const each of all) answered.add(each);
      return () => {
        for (const each of all) if (messages.has(each)) certain.add(each);
      };
    },
    nothingIsAnswered: () => answered.size === 0,
    /** Whether a message that went out earlier must have led to a block, as none before it was answered. */
    mustBeBlocked: ({ subject, at }: Spent): boolean =>
      conversion.some((rule) => {
        const scope: MeasureScope = `${rule.by}:${subject[rule.by]}`;
        const all = [...messages.keys()].filter(isOf(scope));
        if (all.some((each) => answered.has(each))) return false;
        return all.some((last) => {
          const lasts = at - last.at < 1000 * rule.measureSeconds - CALL_MS - slackMs();
          const isBefore = (messages.get(last) ?? at) < at;
          const judged = surelyJudged(all, { scope, at: last.at, seconds: rule.windowSeconds });
          return isUnknown(last) && isBefore && lasts && judged >= rule.minimum;
        });
      }),
    /** Whether a block of now, for so many messages, may be. */
    mayBeBlocked: (scope: MeasureScope, sent: number): boolean =>
      conversion
        .filter(({ by }) => scope.startsWith(by))
        .every((rule) => {
          const lately = { scope, at: now(), seconds: rule.windowSeconds };
          const usually = { scope, at: now(), seconds: rule.normalSeconds, sliceMs: USUAL_SLICE_MS };
          const isUsed = surelyJudged(certain, usually) >= rule.minimum;
          const isAttack = sent >= rule.minimum && surelyJudged(certain, lately) < rule.blockBelow * sent;
          return isAttack && !isUsed;
        }),
  };
}
