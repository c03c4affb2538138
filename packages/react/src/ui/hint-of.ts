import type { CodeLife } from "../flow/code-life.ts";
import type { PhoneSignInFlow } from "../use-phone-sign-in.ts";
import type { SignInWords } from "../words/types.ts";
import { formatLife } from "./time-words.ts";

/** What to know about the code, in words that stay true while they stand there. */
export function hintOf(
  life: CodeLife,
  { needsNewCode, secondsToExpiry }: Pick<PhoneSignInFlow, "needsNewCode" | "secondsToExpiry">,
  { code }: SignInWords,
  locale: string,
): string {
  const { state, codeLength, sentAt, expiresAt } = life;
  if (needsNewCode) return secondsToExpiry === 0 ? code.expired : code.gone;
  if (state === "unknown") return code.hintUnknown;
  if (sentAt === undefined || expiresAt === undefined) return code.hintSent;
  const until = new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(expiresAt);
  return code.hintLife(codeLength, formatLife((expiresAt - sentAt) / 1000, locale), until);
}
