import type { SendOutcome } from "@sixdigit/auth";
import type { SendResult } from "./sender.ts";

/** What a provider's code means for the message. */
export type Verdict = Pick<SendResult, "outcome" | "onlyThisNumber">;

export const REJECTED: Verdict = { outcome: "rejected" };
/** Not sent, and through no fault of the number: elsewhere it may go. */
export const TRANSIENT: Verdict = { outcome: "transient" };
/** Not sent, since this provider cannot reach this number: elsewhere it may go, and the provider is well. */
export const NOT_FROM_HERE: Verdict = { outcome: "transient", onlyThisNumber: true };
export const AMBIGUOUS: Verdict = { outcome: "ambiguous" };
export const MAY_BE_ON_ITS_WAY: Verdict = { outcome: "ambiguous", onlyThisNumber: true };

/**
 * By RFC 9110: 401 (15.5.2), 408 (15.5.9), 421 (15.5.20) and 503 (15.6.4), and 429 by RFC 6585, 4, say that the request was not carried
 * out and that the message is not to blame.
 */
const KNOWN_NOT_SENT = new Set([401, 408, 421, 429, 503]);

/**
 * The rule for an answer whose code is in no table, by its HTTP status alone. A 5xx other than 503 may come from behind
 * the point where the message was queued, a redirect may follow a request that was carried out, and a 2xx that cannot be
 * read has most likely sent: all of these are ambiguous.
 */
export function outcomeOfStatus(status: number): SendOutcome {
  if (KNOWN_NOT_SENT.has(status)) return "transient";
  return status >= 400 && status < 500 ? "rejected" : "ambiguous";
}
