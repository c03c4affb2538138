import type { LimitedAction } from "@sixdigit/auth";
import type { AuthErrorCode } from "@sixdigit/contracts";

/** What a rule counts by. The network of an IPv6 address is its /64; 56 and 48 are what a provider gives to one customer. */
export type LimitKey = "phone" | "network" | "network-56" | "network-48" | "range" | "service" | "device";

/** One limit: how often something may happen for one key within a window. */
export type LimitRule = {
  name: string;
  by: LimitKey;
  /** Null: until a success, or an operator, clears it. */
  windowSeconds: number | null;
  /** So many points, and a message costs a proof of work. */
  soft?: number;
  /** So many points, and the actions of `refuses` are refused. */
  hard?: number;
  /** So many points, and no message is sent while its range, its country or the whole service is stepped up. */
  strict?: number;
  /**
   * Each so many sign-ins from the same place within the window raise every line by one, so that the few of a crowd who never
   * finish do not shut out the rest.
   */
  raisedEvery?: number;
  /** Of the hard line, what is kept for known browsers; who calls from a place of the number has half of it. */
  reserved?: number;
  /** The actions that cost a point. */
  adds: readonly LimitedAction[];
  /** The actions that the hard line refuses. */
  refuses: readonly LimitedAction[];
  /** What a sign-in that succeeds does to its points. */
  onSuccess: "stays" | "gives-back" | "clears";
  /** Whose: a known browser has signed in to the number before. */
  callers: "all" | "known" | "unknown";
  code: Extract<AuthErrorCode, "RATE_LIMITED" | "TOO_MANY_ATTEMPTS">;
  /** Whether `ENABLE_RATE_LIMIT=false` lifts it. Limits on guessing always stand. */
  liftable: boolean;
};

/** The actions that send a message: what soft lines are about. */
export const SENDING: readonly LimitedAction[] = ["open", "resend"];
/** The actions that compare a code: each counts as a failure until the sign-in takes it back. */
export const COMPARING: readonly LimitedAction[] = ["compare", "stranger-compare"];
