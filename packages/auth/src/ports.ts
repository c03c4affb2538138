import type { E164, ProofPuzzle } from "@sixdigit/contracts";
import type { AccountStore } from "./account-data.ts";
import type { AuditEvent, AuditName } from "./audit-event.ts";
import type { Origin } from "./auditor.ts";
import type { Challenge, Purpose, Session, User } from "./model.ts";

/** The time now. Everything that expires is measured with it. */
export type Clock = () => Date;

/** Cryptographically secure random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A new time-ordered UUID (RFC 9562, version 7). It names a row and is no secret. */
export type NewId = () => string;

/**
 * Where challenges, users, sessions and audit events are kept. Each method is one atomic step: what it decides and what
 * it writes cannot be separated by any other call; an audit event is written with the change that it tells of, or neither is
 * (ASVS 2.3.3). A store that cannot answer throws `AuthError("UNAVAILABLE")`, and what it was asked for may have
 * happened, or still happen, but where that `isWithoutEffect`. So it may after any other error.
 */
export type AuthStore = ChallengeStore &
  SessionStore &
  AuditStore &
  AccountStore & {
    /** Deletes what has been kept for long enough. */
    sweep(now: Date): Promise<void>;
    /** How many sessions can be used. For metrics. */
    countLiveSessions(now: Date): Promise<number>;
    /** Answers when the store can be used, and throws otherwise. */
    ping(): Promise<void>;
    close(): Promise<void>;
  };

export type ChallengeStore = {
  /** False, with nothing written, where a challenge has this id already. */
  openChallenge(challenge: Challenge, audit: AuditEvent): Promise<boolean>;
  findChallenge(id: string): Promise<Challenge | null>;
  /** The last message to this number for this purpose, begun or about to be, whatever became of its challenge, and the how manieth of it it was. */
  lastSend(phone: E164, purpose: Purpose): Promise<Pick<Challenge, "lastSentAt" | "sends"> | null>;
  /**
   * Reserves the next message of a challenge, and counts it, if `lastSentAt` and `seed` are still as given and it is not closed.
   * Returns the challenge as it then is, or null when another call was first.
   */
  claimSend(claim: SendClaim): Promise<Challenge | null>;
  /**
   * Uses up one of the holder's attempts, if one is left and the challenge is neither closed nor expired. Returns the
   * challenge with the attempt counted, or null.
   */
  claimHolderAttempt(claim: { id: string; maxAttempts: number; now: Date }): Promise<Challenge | null>;
  /** The same for somebody who knows only the number: the newest challenge open for it, and a count of its own. */
  claimStrangerAttempt(claim: {
    phone: E164;
    purpose: Purpose;
    maxAttempts: number;
    now: Date;
  }): Promise<Challenge | null>;
  /**
   * In one transaction: closes the challenge if it is open, not expired and `seed` is still the one whose code was
   * checked; closes the number's other challenges of the same purpose; finds or creates the user; creates the session;
   * ends the least recently used ones beyond `maxSessions`; writes the audit events. Returns null, with nothing changed,
   * when the challenge could not be closed.
   */
  completeSignIn(signIn: SignIn): Promise<{ user: User; isNew: boolean } | null>;
};

export type SendClaim = {
  id: string;
  now: Date;
  expected: { lastSentAt: Date; seed: string };
  /** What all of its messages were charged to, this one with them. */
  charges: string;
  /** Given when the code is replaced: the old one stops working in the same step. */
  renewal?: { seed: string; keyId: string; expiresAt: Date };
  audit: AuditEvent;
};

export type SignIn = {
  challenge: { id: string; seed: string; phone: E164; purpose: Purpose };
  now: Date;
  newUserId: string;
  /** The user is filled in by the store. */
  session: Omit<Session, "userId">;
  /** A user who has not signed in since then loses the number, and a new one is created. */
  dormantSince: Date;
  /** How many live sessions the user may have, this one included. One that was not used since `idleSince` is over. */
  maxSessions: number;
  idleSince: Date;
  /** The user is filled in by the store. */
  audit: AuditEvent;
  /** The session whose place the new one takes: it ends in the same step, if it has not ended. */
  replaces?: { id: string; userId: string; audit: AuditEvent } | undefined;
  /** For what the sign-in brings about beside: `sessions-over-limit` and `account-set-aside`, as `audit` but without its detail. */
  moreAuditIds: { overLimit: string; setAside: string };
};

export type AuditStore = {
  /** Writes an event that no change goes with. */
  recordEvent(event: AuditEvent): Promise<void>;
  /** A user's events of these names, the latest first. */
  listEvents(of: { userId: string; names: readonly AuditName[]; limit: number }): Promise<AuditEvent[]>;
};

export type SessionStore = {
  /**
   * A session, whatever has become of it. A store may answer by what it remembers, no longer than a second after another
   * process has ended the session, and never after this one has: but only while the session's secret is the one with this
   * hash. So whoever shows another secret is always judged by what is true now. Of uses at other processes what it remembers
   * may know nothing.
   */
  findSession(id: string, secretHash?: string): Promise<{ session: Session; user: User } | null>;
  /** Notes a use, and where it came from, unless one was noted after `unlessSince` or the session has ended. */
  touchSession(touch: { id: string; now: Date; unlessSince: Date; origin: Origin }): Promise<void>;
  /**
   * Replaces the secret, and notes a use, if the secret is still the one given and the session has not ended: of any
   * number of parallel calls one does. Moves nothing else.
   */
  rotateSession(rotation: SessionRotation): Promise<boolean>;
  /** The sessions of a user that have not ended or expired, the latest used first. */
  listSessions(userId: string, now: Date): Promise<Session[]>;
  /** Ends one session of this user. False when it had ended before or is somebody else's. */
  endSession(end: { id: string; userId: string; now: Date; audit: AuditEvent }): Promise<boolean>;
  /** Ends all sessions of a user but one. Returns how many it ended, which is also the event's `count`. */
  endOtherSessions(end: { userId: string; keepId: string; now: Date; audit: AuditEvent }): Promise<number>;
};

export type SessionRotation = {
  id: string;
  now: Date;
  secretHash: string;
  newSecretHash: string;
  origin: Origin;
  audit: AuditEvent;
};

/**
 * What a limit counts; the rules behind each action are data elsewhere. `open` and `resend` send a message, for a new
 * challenge and for one that the caller holds. A guess is counted before anything is looked up, and once more before its
 * comparison, when it is known that there is something to compare with.
 */
export type LimitedAction = "open" | "resend" | "guess" | "stranger-guess" | "compare" | "stranger-compare";

/** Who does it, to whom; see `limitSubject`. */
export type LimitSubject = {
  phone: E164;
  /** The block of ten thousand numbers that it is of: all but the last four digits. */
  range: string;
  /** ISO 3166-1 alpha-2, or `none`. */
  country: string;
  /** An IPv4 address, or the /64, the /56 and the /48 of an IPv6 address. Empty where nothing is known. */
  networks: readonly string[];
  /** Of a browser that has signed in to this number before. */
  device: string | undefined;
};

export type Limits = {
  /**
   * Takes one point from every rule of the action, or from none. Throws `AuthError("UNAVAILABLE")` when the counters
   * cannot be reached: a limit that cannot be checked is a refusal.
   *
   * @param proof the solution of a puzzle that an earlier refusal carried
   */
  charge(action: LimitedAction, subject: LimitSubject, proof?: string): Promise<Charge>;
  /**
   * After a sign-in: gives back what its messages and its guess were charged where a rule counts only what was not
   * finished, and forgets the number's failures. To be called once for a sign-in.
   */
  settle(subject: LimitSubject, receipts: readonly string[]): Promise<void>;
};

export type Charge =
  | {
      allowed: true;
      /** Says what was charged, for `settle`. Without spaces. */
      receipt: string;
      /** Codes of new challenges have so many digits at least, while the service is under attack. */
      codeLength?: number | undefined;
      /** Gives all points back, when nothing came of the action. */
      refund(): Promise<void>;
    }
  | {
      allowed: false;
      rule: string;
      code: "RATE_LIMITED" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE" | "PROOF_REQUIRED";
      /** Not for a proof: with it, there is nothing to wait for. */
      retryAfterSeconds?: number;
      /** What is to be solved, for `PROOF_REQUIRED`. */
      proof?: ProofPuzzle;
    };

/**
 * What became of a message. `ambiguous` means that it may have been sent, so it must not be sent again by another way.
 */
export type SendOutcome = "accepted" | "rejected" | "transient" | "ambiguous";

export type CodeSender = {
  sendCode(message: CodeMessage): Promise<SendOutcome>;
};

export type CodeMessage = {
  phone: E164;
  code: string;
  challengeId: string;
  /** How long the code works from now on, in seconds. */
  validForSeconds: number;
  /** As the caller asked for it; the sender decides by its own list. */
  locale: string | undefined;
};
