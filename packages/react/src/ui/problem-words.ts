import type { Problem } from "../flow/problem.ts";
import type { SignInWords } from "../words/types.ts";
import { formatWait } from "./time-words.ts";

/** Shorter waits are over before they are read. */
const WORTH_TELLING_SECONDS = 5;

/** A problem as a sentence in the reader's language. */
export function problemWords(problem: Problem, words: SignInWords, locale: string, codeLength = 6): string {
  const { code, waitSeconds = 0, attemptsLeft, requestId = "", country } = problem;
  return words.problems[code]({
    wait: waitSeconds < WORTH_TELLING_SECONDS ? undefined : formatWait(waitSeconds, locale),
    attemptsLeft,
    requestId,
    country: country ? (new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country) : "",
    codeLength,
  });
}
