import type { E164 } from "@sixdigit/contracts";

/** The numbers that the use cases go by. Durations are in seconds. */
export type AuthPolicy = {
  /** Digits of a code, 6 to 10 (NIST SP 800-63B-4, 3.1.3.2: at least 6). */
  codeLength: number;
  /** Life of a code, 600 at most (NIST SP 800-63B-4, 3.1.3.2; ASVS 6.5.5). */
  codeTtl: number;
  /** How often a code may be guessed by the holder of its challenge, and again by strangers. */
  maxAttempts: number;
  /** Waits after the first message of a sign-in, after the second, and so on; the last of them for all that follow. */
  resendCooldowns: readonly [number, ...number[]];
  /** From its opening, for how long a challenge can be given new codes. */
  challengeLife: number;
  /** Absolute life of a session from sign-in (NIST SP 800-63B-4, 2.1.3: at most 30 days). */
  sessionTtl: number;
  /** A session unused for so long is over. */
  sessionIdle: number;
  /** The last use of a session is written at most once in so long. */
  touchInterval: number;
  /** A session's secret that is older is replaced when it is used (OWASP Session Management, "renewal timeout"). */
  sessionRotation: number;
  /** For so long the replaced secret still works, for requests that were on their way with it. */
  rotationGrace: number;
  /** Live sessions of a user, at most (ASVS 7.1.2). At a sign-in beyond that the least recently used one ends. */
  maxSessions: number;
  /**
   * A number whose user signed in last so long ago may belong to somebody else by now: its next sign-in makes a new user
   * (NIST SP 800-63B-4, 3.1.3.3). More than `sessionTtl`, so that no session of the old user is left.
   */
  accountDormancy: number;
  /** ISO 3166-1 alpha-2 codes of the countries that messages go to, or `*` for all of them. */
  allowedCountries: ReadonlySet<string> | "*";
  /** Numbers that sign in with a code of their own and get no message; from `until` on they are numbers as any other. */
  testPhones: { codes: ReadonlyMap<E164, string>; until?: Date | undefined };
};

const DAY = 86_400;

export const defaultPolicy: AuthPolicy = {
  codeLength: 6,
  codeTtl: 600,
  maxAttempts: 5,
  resendCooldowns: [30, 60, 120, 300],
  challengeLife: 1800,
  sessionTtl: 30 * DAY,
  sessionIdle: 30 * DAY,
  touchInterval: 60,
  sessionRotation: DAY,
  rotationGrace: 60,
  maxSessions: 20,
  accountDormancy: 180 * DAY,
  allowedCountries: "*",
  testPhones: { codes: new Map() },
};
