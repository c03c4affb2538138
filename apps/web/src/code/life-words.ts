import type { CodeTiming } from "./code-timing.ts";
import { formatWait } from "./time-words.ts";

/** How long the code is good for, in words that stay true while they stand there. */
export function lifeWords({ codeLength, sentAt, expiresAt }: CodeTiming, clock: Intl.DateTimeFormat): string {
  if (sentAt === undefined || expiresAt === undefined) return "The digits from the message we sent.";
  const life = formatWait(Math.round((expiresAt - sentAt) / 1000));
  return `${codeLength} digits. The code works for ${life}, until ${clock.format(expiresAt)}.`;
}
