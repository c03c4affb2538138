export { type CounterFactory, createLimits } from "./limiter.ts";
export { memoryCounter } from "./memory.ts";
export { type LimitRule, limitRules } from "./rules.ts";
