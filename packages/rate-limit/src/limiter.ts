import type { Charge, LimitSubject, Limits } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitRule } from "./rules.ts";

/** Makes the counter of one rule; the driver decides where it is kept. */
export type CounterFactory = (rule: LimitRule) => RateLimiterAbstract;

type Counter = { rule: LimitRule; limiter: RateLimiterAbstract };

/**
 * The rules over a driver of rate-limiter-flexible. Points are taken rule by rule; when one refuses, those taken before
 * it are given back, so a refusal costs no other budget.
 */
export function createLimits(rules: readonly LimitRule[], makeCounter: CounterFactory): Limits {
  const counters = rules.map((rule) => ({ rule, limiter: makeCounter(rule) }));

  return {
    async charge(action, subject) {
      const taken: Counter[] = [];
      for (const counter of counters.filter(({ rule }) => rule.action === action)) {
        const refusal = await take(counter, subject);
        if (refusal) {
          await giveBack(taken, subject);
          return refusal;
        }
        taken.push(counter);
      }
      return { allowed: true, refund: () => giveBack(taken, subject) };
    },
  };
}

async function take(
  { rule, limiter }: Counter,
  subject: LimitSubject,
): Promise<Extract<Charge, { allowed: false }> | null> {
  try {
    await limiter.consume(rule.key(subject));
    return null;
  } catch (refusal) {
    // A refusal is a RateLimiterRes, which is no Error; everything else means that the counters cannot be reached.
    if (!(refusal instanceof RateLimiterRes)) {
      throw new AuthError("UNAVAILABLE", {}, { cause: refusal });
    }
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    return { allowed: false, rule: rule.name, retryAfterSeconds };
  }
}

async function giveBack(counters: readonly Counter[], subject: LimitSubject): Promise<void> {
  try {
    for (const { rule, limiter } of counters) await limiter.reward(rule.key(subject));
  } catch (cause) {
    throw new AuthError("UNAVAILABLE", {}, { cause });
  }
}
