import type { LimitedAction, LimitSubject } from "@sixdigit/auth";

/** One limit: how often an action may happen for one key. */
export type LimitRule = {
  name: string;
  action: LimitedAction;
  key(subject: LimitSubject): string;
  points: number;
  windowSeconds: number;
  /** Whether `ENABLE_RATE_LIMIT=false` lifts it. Limits on guessing always stand. */
  liftable: boolean;
};

const MINUTE = 60;

/** All limits. They are checked in this order; a refusal by one takes no point from another. */
export const limitRules: readonly LimitRule[] = [
  {
    name: "sends-per-phone",
    action: "send",
    key: ({ phone }) => phone,
    points: 3,
    windowSeconds: 15 * MINUTE,
    liftable: true,
  },
  {
    name: "strangers-guesses-per-phone",
    action: "guess-by-stranger",
    key: ({ phone }) => phone,
    points: 5,
    windowSeconds: 10 * MINUTE,
    liftable: false,
  },
];
