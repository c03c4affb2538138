import { TOLERANCE_MS } from "../browser/server-clock.ts";
import type { CodeTiming } from "./code-timing.ts";
import { formatWait } from "./time-words.ts";

export const NO_LONGER_USABLE = "This code can no longer be used. Send a new code to go on.";

/** What to know about the code while it can be used, in words that stay true while they stand there. */
export function lifeWords(timing: CodeTiming, clock: Intl.DateTimeFormat): string {
  const { state, codeLength, sentAt, expiresAt } = timing;
  if (state === "unknown") return "The digits from the SMS. No SMS yet? Send a code.";
  if (sentAt === undefined || expiresAt === undefined) return "The digits from the message we sent.";
  const life = formatWait(wholeMinutes((expiresAt - sentAt) / 1000));
  return `${codeLength} digits. The code works for ${life}, until\u00a0${clock.format(expiresAt)}.`;
}

/** Rounded down as in the message, but not for the seconds by which two clocks may differ; under a minute as it is. */
function wholeMinutes(seconds: number): number {
  const minutes = Math.floor((seconds + TOLERANCE_MS / 1000) / 60);
  return minutes > 0 ? minutes * 60 : Math.round(seconds);
}
