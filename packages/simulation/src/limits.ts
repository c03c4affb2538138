import type { Clock, Limits } from "@sixdigit/auth";
import {
  type Counters,
  createLimits,
  type LimitRule,
  limitTables,
  type ProofPolicy,
} from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

/** What the simulation takes for a solved puzzle, whose name is the whole text: the work itself is tested where it is done. */
export const SOLVED = "solved";

/** Of a number and its browsers, and of nobody else. */
export const isOfNumber = ({ by }: LimitRule) => by === "phone" || by === "device";

/** The limits of each number and browser as the product has them. */
export const RULES: readonly LimitRule[] = limitTables.rules.filter(isOfNumber);

/** What nine calls can reach; a wider network has a little more, so that each has its turn. */
const SMALL: Partial<Record<LimitRule["by"], number>> = {
  network: 3,
  "network-56": 4,
  "network-48": 5,
  range: 5,
  service: 6,
};

/** Of so many points, which nearly all are kept for browsers that are known, a window has slices as those of the product. */
const IN_SLICES = 30;

/** All limits as the product has them, but for small numbers where it has large ones: of networks, ranges and the whole service. */
function smallRules(inSlices: boolean): readonly LimitRule[] {
  return limitTables.rules.map((rule) => {
    const small = SMALL[rule.by];
    if (small === undefined) return rule;
    const sliced = { hard: IN_SLICES, reserved: IN_SLICES - small };
    return {
      ...rule,
      ...(inSlices ? sliced : { hard: small, ...(rule.reserved !== undefined && { reserved: 1 }) }),
      ...(rule.soft !== undefined && { soft: small - 1 }),
      ...(rule.strict !== undefined && { strict: 1 }),
      ...(rule.raisedEvery !== undefined && { raisedEvery: 2 }),
    };
  });
}

export const CROWDED = smallRules(false);
const CROWDED_IN_SLICES = smallRules(true);

/** In every fourth seed the limits that many share are small, and more than two networks call. */
export const isCrowded = (seed: number): boolean => seed % 4 === 3;

export function rulesOf(seed: number): readonly LimitRule[] {
  if (!isCrowded(seed)) return RULES;
  return seed % 8 === 3 ? CROWDED : CROWDED_IN_SLICES;
}

type Given = {
  port: PortCall;
  /** Shared by all processes. */
  counters: Counters;
  clock: Clock;
  proofPolicy: ProofPolicy;
  rules: readonly LimitRule[];
};

/** The limiter of one process; each of its steps is a call of a port. */
export function createSimulatedLimits({ port, counters, clock, proofPolicy, rules }: Given): Limits {
  return createLimits({
    tables: { ...limitTables, rules, conversion: [] },
    counters: { ...counters, apply: (step) => port("counters.apply", () => counters.apply(step)) },
    clock,
    proofs: {
      ask: async () => ({
        ...{ algorithm: "SHA-256", challenge: "", salt: "", signature: "" },
        maxnumber: 1,
      }),
      check: async (text, _subject, now) =>
        text.startsWith(SOLVED) ? { id: text, expiresAt: new Date(now.getTime() + 60_000) } : undefined,
    },
    proofPolicy,
  });
}
