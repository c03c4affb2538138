export type Told = {
  what: "request" | "verify" | "sign-out" | "session";
  /** `200`, the code of a refusal, or `no answer` when the connection broke. */
  outcome: string;
  status: number;
  /** When it was asked, in milliseconds since 1970, and how long the answer took. */
  at: number;
  took: number;
  hasRetryAfter: boolean;
};

export type SignedIn = { phone: string; challengeId: string; token: string; signedOut: boolean };

export type Ledger = ReturnType<typeof createLedger>;

/** All that clients were told. */
export function createLedger() {
  const told: Told[] = [];
  const signedIn: SignedIn[] = [];
  /** How often each number asked for a message, whatever came of it. */
  const asked = new Map<string, number>();
  const usedTwice: string[] = [];
  return {
    told,
    signedIn,
    asked,
    usedTwice,
    since: (at: number) => told.filter((each) => each.at >= at),
  };
}

/** How often each outcome came. */
export function tallyOf(told: readonly Told[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of told) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

export function slowestOf(told: readonly Told[]): number {
  return Math.round(told.reduce((slowest, { took }) => Math.max(slowest, took), 0));
}

/**
 * A refusal comes within three seconds, in milliseconds. A machine that has more to do than it can adds its own time to
 * every wait, here and in the client: twice as long is as much as can be asked of it in a test.
 */
export const REFUSED_WITHIN_MS = 6_000;

/** All works within five seconds of a return, in milliseconds; twice as long as above, for the same reason. */
export const BACK_WITHIN_MS = 10_000;
