import type { LimitedAction, Limits } from "@sixdigit/auth";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

export type BrakeRule = { name: string; hard: number; windowSeconds: number };

/**
 * Far above what any crowd does: it is not there to be fair, but to keep one network from keeping the store busy with
 * calls that the table would refuse one by one.
 */
export const brakeRule: BrakeRule = { name: "calls-per-network-minute", hard: 1_000, windowSeconds: 60 };

/** Each call begins with one of these. */
const CALLS: readonly LimitedAction[] = ["open", "resend", "guess", "stranger-guess"];

/** Limits behind a brake of each process, which asks no store: it counts in memory, by the system's clock. */
export function withBrake<T extends Limits>(limits: T, { name, hard, windowSeconds }: BrakeRule): T {
  const calls = new RateLimiterMemory({ points: hard, duration: windowSeconds });

  async function waitFor(network: string): Promise<number | null> {
    try {
      await calls.consume(network);
      return null;
    } catch (refusal) {
      // A refusal is a RateLimiterRes, which is no Error.
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  return {
    ...limits,
    async charge(action, subject, proof) {
      const [network] = subject.networks;
      const wait = network !== undefined && CALLS.includes(action) ? await waitFor(network) : null;
      if (wait === null) return limits.charge(action, subject, proof);
      return { allowed: false, rule: name, code: "RATE_LIMITED", retryAfterSeconds: wait };
    },
  };
}
