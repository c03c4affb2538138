import { secondsUntil } from "@sixdigit/contracts";
import type { Challenge } from "./model.ts";
import type { AuthPolicy } from "./policy.ts";
import { addSeconds } from "./time.ts";

/** When the next message of a challenge may be asked for: the wait grows with each. */
export function resendAt(
  { lastSentAt, sends }: Pick<Challenge, "lastSentAt" | "sends">,
  { resendCooldowns }: AuthPolicy,
): Date {
  const last = resendCooldowns.length - 1;
  const wait = resendCooldowns[Math.min(sends - 1, last)] ?? resendCooldowns[0];
  return addSeconds(lastSentAt, wait);
}

export type ResendPlan =
  | { do: "wait"; retryAfterSeconds: number }
  | { do: "repeat" }
  | { do: "renew" }
  | { do: "refuse"; because: "closed" | "attempts-used" | "expired" };

/**
 * What another message of this challenge would be: the same code while at least half of its life is left, else a new
 * one, until the challenge itself is over. Attempts stay used either way.
 */
export function planResend(challenge: Challenge, policy: AuthPolicy, now: Date): ResendPlan {
  if (challenge.closedAt) return { do: "refuse", because: "closed" };
  if (challenge.holderAttempts >= policy.maxAttempts) return { do: "refuse", because: "attempts-used" };
  const repeatUntil = addSeconds(challenge.expiresAt, -policy.codeTtl / 2);
  const renewUntil = addSeconds(challenge.createdAt, policy.challengeLife - policy.codeTtl);
  if (now > repeatUntil && now > renewUntil) return { do: "refuse", because: "expired" };
  const next = resendAt(challenge, policy);
  if (now < next) return { do: "wait", retryAfterSeconds: secondsUntil(next, now) };
  return now <= repeatUntil ? { do: "repeat" } : { do: "renew" };
}
