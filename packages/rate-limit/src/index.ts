export { type CounterFactory, type Counters, createLimits } from "./limiter.ts";
export { memoryCounters } from "./memory.ts";
export { type LimitRule, limitRules } from "./rules.ts";
