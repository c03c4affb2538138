export { freePort } from "./free-port.ts";
export { type ManualClock, manualClock } from "./manual-clock.ts";
export { countingIds, seededBytes } from "./seeded.ts";
