import type { Clock, Limits } from "@sixdigit/auth";
import {
  type Counters,
  createLimits,
  type LimitEvent,
  type LimitRule,
  type LimitTables,
  limitTables,
  type ProofPolicy,
} from "@sixdigit/rate-limit";
import type { PortCall } from "./ports.ts";

/** What the simulation takes for a solved puzzle, whose name is the whole text: the work itself is tested where it is done. */
export const SOLVED = "solved";

export type Tables = Pick<LimitTables, "rules" | "conversion" | "surge">;

/** Of a number and its browsers, and of nobody else. */
export const isOfNumber = ({ by }: LimitRule) => by === "phone" || by === "device";

/** The limits of each number and browser as the product has them. */
export const NUMBERS_ALONE: Tables = {
  ...limitTables,
  rules: limitTables.rules.filter(isOfNumber),
  conversion: [],
};

/** What nine calls can reach; a wider network has a little more, so that each has its turn. */
const SMALL: Partial<Record<LimitRule["by"], number>> = {
  network: 3,
  "network-56": 4,
  "network-48": 5,
  range: 5,
  service: 6,
};

/** Of wrong codes, after which nothing is opened for a while. */
const FAILURES = 4;

/** Of so many points, which nearly all are kept for browsers that are known, a window has slices as those of the product. */
const IN_SLICES = 30;

/** All limits as the product has them, but for small numbers where it has large ones: of networks, ranges and the whole service. */
function smallRules(inSlices: boolean): readonly LimitRule[] {
  return limitTables.rules.map((rule) => {
    const small = SMALL[rule.by];
    if (rule.refuses.includes("open") && rule.onSuccess === "clears" && rule.windowSeconds !== null) {
      return { ...rule, hard: FAILURES };
    }
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

/** Messages that nobody answers, and wrong codes of the whole service: also so few that nine calls reach them. */
const FEW: Partial<Tables> = {
  conversion: limitTables.conversion.map((rule) => ({ ...rule, minimum: 2, stepUpBelow: 0.8 })),
  surge: { ...limitTables.surge, minimum: 3, day: { minimum: 5, times: 1.5 } },
};

export const CROWDED: Tables = { ...NUMBERS_ALONE, rules: smallRules(false) };
export const JUDGED: Tables = { ...CROWDED, ...FEW };
const CROWDED_TABLES: readonly Tables[] = [
  ...[CROWDED, { ...CROWDED, rules: smallRules(true) }],
  ...[JUDGED, { ...JUDGED, rules: smallRules(true) }],
];

/** In one of so many seeds the limits that many share are small, and more than two networks call. */
export const CROWDED_EVERY = 4;
export const isCrowded = (seed: number): boolean => seed % CROWDED_EVERY === CROWDED_EVERY - 1;

export function tablesOf(seed: number): Tables {
  const crowded = isCrowded(seed)
    ? CROWDED_TABLES[Math.floor(seed / CROWDED_EVERY) % CROWDED_TABLES.length]
    : undefined;
  return crowded ?? NUMBERS_ALONE;
}

type Given = {
  port: PortCall;
  /** Shared by all processes. */
  counters: Counters;
  clock: Clock;
  proofPolicy: ProofPolicy;
  tables: Tables;
  observe: (event: LimitEvent) => void;
};

/** The limiter of one process; each of its steps is a call of a port. */
export function createSimulatedLimits({
  port,
  counters,
  clock,
  proofPolicy,
  tables,
  observe,
}: Given): Limits {
  return createLimits({
    tables: { ...limitTables, ...tables },
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
    ...{ proofPolicy, observe },
  });
}
