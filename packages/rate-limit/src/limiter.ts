import type { Charge, LimitSubject, Limits } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitRule } from "./rules.ts";

/** Makes the counter of one rule; the driver decides where it is kept. */
export type CounterFactory = (rule: LimitRule) => RateLimiterAbstract;

/** Where counters are kept. */
export type Counters = { makeCounter: CounterFactory; close(): Promise<void> };

/** How long a point may be on its way back to the store, so that it does not arrive in the next window. */
const MARGIN_MS = 1_000;

type Counter = { rule: LimitRule; limiter: RateLimiterAbstract };
type Refused = Extract<Charge, { allowed: false }>;
/** A point that was taken, and when (in milliseconds of the system's clock) the window that it belongs to ends. */
type Point = { allowed: true; limiter: RateLimiterAbstract; key: string; windowEnds: number };

/**
 * The rules over a driver of rate-limiter-flexible. Points are taken rule by rule; when one refuses or cannot be asked,
 * those taken before it are given back, so a refusal costs no other budget.
 */
export function createLimits(rules: readonly LimitRule[], makeCounter: CounterFactory): Limits {
  const counters = rules.map((rule) => ({ rule, limiter: makeCounter(rule) }));

  return {
    async charge(action, subject) {
      const taken: Point[] = [];
      for (const counter of counters.filter(({ rule }) => rule.action === action)) {
        const point = await take(counter, subject).catch(async (unavailable: unknown) => {
          await giveBack(taken).catch(() => undefined);
          throw unavailable;
        });
        if (!point.allowed) {
          await giveBack(taken);
          return point;
        }
        taken.push(point);
      }
      return { allowed: true, refund: () => giveBack(taken) };
    },
  };
}

async function take({ rule, limiter }: Counter, subject: LimitSubject): Promise<Point | Refused> {
  const key = rule.key(subject);
  try {
    const { msBeforeNext } = await limiter.consume(key);
    return { allowed: true, limiter, key, windowEnds: Date.now() + msBeforeNext };
  } catch (refusal) {
    // A refusal is a RateLimiterRes, which is no Error; everything else means that the counters cannot be reached.
    if (!(refusal instanceof RateLimiterRes)) {
      throw new AuthError("UNAVAILABLE", {}, { cause: refusal });
    }
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    return { allowed: false, rule: rule.name, retryAfterSeconds };
  }
}

/**
 * Gives points back, each once: `taken` is emptied. A point whose window has ended stays spent, because giving it back
 * would add one to the window after it, and many of them would lift the limit there.
 */
async function giveBack(taken: Point[]): Promise<void> {
  try {
    for (const { limiter, key, windowEnds } of taken.splice(0)) {
      if (Date.now() + MARGIN_MS < windowEnds) await limiter.reward(key);
    }
  } catch (cause) {
    throw new AuthError("UNAVAILABLE", {}, { cause });
  }
}
