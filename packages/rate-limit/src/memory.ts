import { RateLimiterMemory } from "rate-limiter-flexible";
import type { CounterFactory } from "./limiter.ts";

/** Counters in this process; lost with it and shared with no other. */
export const memoryCounter: CounterFactory = ({ name, points, windowSeconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: windowSeconds });
