import type { LimitedAction } from "@sixdigit/auth";
import { type LimitKey, type LimitRule, SENDING } from "./rule.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** IPv6 networks by their width, with what their size multiplies the limits of a single one by. */
const NETWORKS: readonly [LimitKey, number][] = [
  ["network", 1],
  ["network-56", 4],
  ["network-48", 16],
];
const GUESSING: readonly LimitedAction[] = ["guess", "stranger-guess"];

/** Messages that were not followed by a sign-in. An honest crowd behind one address hardly spends. */
function unfinishedSends(by: LimitKey, window: "hour" | "day", lines: Partial<LimitRule>): LimitRule {
  return {
    name: `sends-per-${by}-${window}`,
    by,
    windowSeconds: window === "hour" ? HOUR : DAY,
    adds: SENDING,
    refuses: SENDING,
    onSuccess: "gives-back",
    callers: "unknown",
    code: "RATE_LIMITED",
    liftable: true,
    ...lines,
  };
}

const sendsPerNetwork = NETWORKS.flatMap(([by, times]) => [
  unfinishedSends(by, "hour", { soft: 10 * times, hard: 60 * times, raisedEvery: 4 }),
  unfinishedSends(by, "day", { hard: 200 * times, strict: 5 * times, raisedEvery: 4 }),
]);

const failuresPerNetwork = NETWORKS.flatMap(([by, times]): LimitRule[] => {
  const guesses = { adds: GUESSING, refuses: GUESSING, raisedEvery: 4 };
  return [
    {
      ...unfinishedSends(by, "hour", { soft: 20 * times, hard: 100 * times, ...guesses }),
      name: `failures-per-${by}-hour`,
    },
    {
      ...unfinishedSends(by, "day", { hard: 300 * times, strict: 10 * times, ...guesses }),
      name: `failures-per-${by}-day`,
    },
  ];
});

/** Every message counts, whatever comes of it. */
function allSends(name: string, windowSeconds: number, hard: number, changes: Partial<LimitRule>): LimitRule {
  return {
    name,
    by: "phone",
    windowSeconds,
    hard,
    adds: SENDING,
    refuses: SENDING,
    onSuccess: "stays",
    callers: "unknown",
    code: "RATE_LIMITED",
    liftable: true,
    ...changes,
  };
}

/** Wrong codes since the last right one (NIST SP 800-63B-4, 3.1.3.2 and 3.2.2). Looked at when a challenge is opened. */
function failures(
  name: string,
  windowSeconds: number | null,
  hard: number,
  changes: Partial<LimitRule> = {},
): LimitRule {
  return {
    name,
    by: "phone",
    windowSeconds,
    hard,
    adds: ["compare"],
    refuses: ["open"],
    onSuccess: "clears",
    callers: "unknown",
    code: "TOO_MANY_ATTEMPTS",
    liftable: false,
    ...changes,
  };
}

const ownDevice = { by: "device", callers: "known" } as const;
const strangers = {
  adds: ["stranger-guess"],
  refuses: ["stranger-guess"],
  onSuccess: "gives-back",
  callers: "all",
} as const;
const inARow = {
  reserved: 20,
  adds: ["compare", "stranger-compare"],
  refuses: ["open", "resend", "compare", "stranger-compare"],
  callers: "all",
} as const;

/**
 * All limits, the attacker's side first: the first one that refuses is the one that is told, and a refusal takes no point
 * from any. Changed by name with `LIMITS`.
 */
export const limitRules: readonly LimitRule[] = [
  ...failuresPerNetwork,
  ...sendsPerNetwork,
  unfinishedSends("range", "hour", { soft: 5, hard: 20, strict: 10 }),
  allSends("sends-of-the-service-day", DAY, 10_000, { by: "service", callers: "all", reserved: 1_000 }),
  { ...unfinishedSends("phone", "day", { soft: 3 }), name: "unfinished-sends-per-phone-day" },
  allSends("sends-per-phone-15-minutes", 15 * MINUTE, 3, {}),
  allSends("sends-per-phone-hour", HOUR, 5, {}),
  allSends("sends-per-phone-day", DAY, 10, {}),
  allSends("sends-per-device-15-minutes", 15 * MINUTE, 3, ownDevice),
  allSends("sends-per-device-hour", HOUR, 5, ownDevice),
  allSends("sends-per-device-day", DAY, 10, ownDevice),
  // A browser costs nothing: who owns a number can have any number of them known for it.
  allSends("sends-per-phone-day-known", DAY, 20, { callers: "known", reserved: 10 }),
  failures("failures-per-phone-hour", HOUR, 10),
  failures("failures-per-phone-day", DAY, 20),
  failures("failures-per-device-hour", HOUR, 10, ownDevice),
  failures("failures-per-device-day", DAY, 20, ownDevice),
  failures("strangers-guesses-per-phone-10-minutes", 10 * MINUTE, 5, strangers),
  failures("strangers-guesses-per-phone-hour", HOUR, 10, strangers),
  failures("strangers-guesses-per-phone-day", DAY, 20, strangers),
  failures("failures-per-phone-in-a-row", null, 100, inARow),
];
