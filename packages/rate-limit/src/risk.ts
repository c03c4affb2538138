import type { LimitedAction } from "@sixdigit/auth";
import { DAILY_CAP } from "./events.ts";
import type { LimitRule } from "./rule.ts";
import type { LimitTables } from "./tables.ts";

const DAY = 86_400;

/** The settings that decide what an attacker can do. */
export type RiskSettings = {
  tables: LimitTables;
  codeLength: number;
  /** Guesses at a code by the holder of its challenge, and again by strangers. */
  maxAttempts: number;
};

/**
 * The chance that one of so many guesses is right, each at a code drawn anew from all of its length.
 *
 * @returns from 0 to 1
 */
export function chanceOf(guesses: number, codeLength: number): number {
  return -Math.expm1(guesses * Math.log1p(-(10 ** -codeLength)));
}

/** What a rule permits of in a day at most: a sliding window never holds more than its limit. */
function mostInADay({ windowSeconds, hard = Number.POSITIVE_INFINITY }: LimitRule): number {
  return windowSeconds === null ? hard : hard * Math.ceil(DAY / windowSeconds);
}

type Of = { by: LimitRule["by"]; adds: LimitedAction; callers: LimitRule["callers"] };

function strictest(rules: readonly LimitRule[], { by, adds, callers }: Of): number {
  const about = rules.filter(
    (rule) =>
      rule.by === by &&
      rule.adds.includes(adds) &&
      rule.refuses.includes(adds) &&
      rule.onSuccess !== "gives-back" &&
      (rule.callers === "all" || rule.callers === callers),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...about.map(mostInADay));
}

/** Guesses that strangers may make are counted before it is known whether one is right, and given back to nobody else. */
function strangersGuesses(rules: readonly LimitRule[]): number {
  const about = rules.filter(({ by, adds }) => by === "phone" && adds.includes("stranger-guess"));
  return Math.min(Number.POSITIVE_INFINITY, ...about.map(mostInADay));
}

/**
 * What the hard lines permit in a day, against one number. The count of failures does not bound it: the owner's sign-ins forget
 * it, and who holds a challenge keeps its attempts. Messages do, because each is a code, and none is given back.
 */
export function guessesAtANumber({ tables: { rules }, maxAttempts }: RiskSettings) {
  const messages = strictest(rules, { by: "phone", adds: "open", callers: "unknown" });
  const asHolder = messages * maxAttempts;
  const asStranger = Math.min(strangersGuesses(rules), messages * maxAttempts);
  const known = strictest(rules, { by: "device", adds: "open", callers: "known" }) * maxAttempts;
  const inARow = rules.find(({ windowSeconds, adds }) => windowSeconds === null && adds.includes("compare"));
  return {
    asHolder,
    asStranger,
    inADay: asHolder + asStranger,
    /** On top of it, for each browser that has signed in to the number before. */
    withKnownBrowser: known,
    /** In all, while the owner does not sign in: then an operator has to unlock the number. */
    inARow: (inARow?.hard ?? Number.POSITIVE_INFINITY) - (inARow?.reserved ?? 0),
  };
}

/** The messages of a day: all of them, and those that strangers may have of them. */
export function messagesInADay({ tables: { rules } }: Pick<RiskSettings, "tables">) {
  const rule = rules.find(({ name }) => name === DAILY_CAP);
  const all = rule ? mostInADay(rule) : Number.POSITIVE_INFINITY;
  return { all, toStrangers: all - (rule?.reserved ?? 0) };
}

/**
 * What the hard lines permit in a day against so many numbers at once, from any number of networks. Each message is a challenge
 * with attempts for its holder and as many for strangers.
 */
export function guessesAtNumbers(numbers: number, settings: RiskSettings): number {
  const { toStrangers } = messagesInADay(settings);
  return Math.min(numbers * guessesAtANumber(settings).inADay, toStrangers * 2 * settings.maxAttempts);
}
