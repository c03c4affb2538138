/** What is recorded, in words that do not change (OWASP Logging Vocabulary in brackets, where it has one). */
export type AuditName =
  /** A challenge was opened, or another message of it reserved; or the first, which an `Idempotency-Key` has apart: `begun`. */
  | "code-requested"
  /** A provider took the message, or may have (`ambiguous`); or none was needed (`test-number`). */
  | "code-sent"
  /** No provider took it; `withdrawn`: the code was ended as well, so that its `Idempotency-Key` sends another. */
  | "code-failed"
  /** No message, for the reason in `detail`: `country`, `line`, `too-soon`, `closed`, `attempts-used` or `expired`. */
  | "code-refused"
  /** The rule is in `detail` (`excess_rate_limit_exceeded`). */
  | "limit-hit"
  /** A wrong guess, by the `holder` of the challenge or a `stranger` (`authn_login_fail`). */
  | "code-wrong"
  | "code-expired"
  /** A guess after the last one (`authn_login_fail_max`). */
  | "code-attempts-used-up"
  /** A session began (`authn_login_success`); with `new-browser` in `detail` where the browser was not known for the number. */
  | "sign-in"
  /** The same, when `count` attempts at this code came before that did not sign in (`authn_login_successafterfail`). */
  | "sign-in-after-failures"
  /** A session began with the fixed code of a test number. */
  | "test-sign-in"
  | "session-rotated"
  /** A secret that had been replaced was shown, and the session ended (`authn_token_reuse`). */
  | "session-reuse"
  /** With `replaced` in `detail` when another sign-in took its place. */
  | "sign-out"
  | "session-revoked"
  | "other-sessions-revoked"
  /** The least recently used sessions ended, because there were too many. */
  | "sessions-over-limit"
  /** The user lost the number to a new one: see `accountDormancy` in the policy. */
  | "account-set-aside"
  /** With the number free again and every session over. */
  | "account-deleted"
  /** A measure that the service took by itself against an attack, in `detail`: `block country:IN`. */
  | "measure-imposed"
  /** An operator put a measure in force, in `detail` with its end, or lifted one. */
  | "operator-imposed"
  | "operator-lifted"
  /** An operator had all that was counted against a number forgotten. */
  | "operator-unlocked"
  /** An operator ended so many sessions: all of them, or those of a user. */
  | "operator-ended-sessions"
  /** So many refusals of a minute were not written. */
  | "events-left-out";

export type AuditEvent = {
  id: string;
  at: Date;
  name: AuditName;
  userId: string | null;
  sessionId: string | null;
  /** The number only as a keyed hash. */
  phoneHash: string | null;
  network: string | null;
  browser: string | null;
  os: string | null;
  /** Why, in a word. */
  detail: string | null;
  /** Of how many it tells; mostly 1. */
  count: number;
};

/** The names that begin a session. */
export const SIGN_IN_NAMES = [
  "sign-in",
  "sign-in-after-failures",
  "test-sign-in",
] as const satisfies readonly AuditName[];

/** The `detail` of a sign-in by a browser that had not signed in to the number before, or by a program that keeps no cookies. */
export const NEW_BROWSER = "new-browser";
