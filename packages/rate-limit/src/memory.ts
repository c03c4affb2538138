import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Counters } from "./limiter.ts";

/** Counters in this process; lost with it and shared with no other. */
export function memoryCounters(): Counters {
  return {
    makeCounter: ({ name, points, windowSeconds }) =>
      new RateLimiterMemory({ keyPrefix: name, points, duration: windowSeconds }),
    close: async () => {},
  };
}
