import type { E164 } from "@sixdigit/contracts";
import type { Origin } from "./auditor.ts";

/** What a code is for. A code for one purpose never works for another (ASVS 6.6.2). */
export type Purpose = "sign-in";

export type Challenge = {
  /** 128 random bits in base64url. Whoever knows it holds the challenge. */
  id: string;
  phone: E164;
  purpose: Purpose;
  /** 128 random bits in base64url from which, with a secret, the code is derived. */
  seed: string;
  /** Which secret the code was derived with. */
  keyId: string;
  codeLength: number;
  createdAt: Date;
  /** When the code stops working. */
  expiresAt: Date;
  lastSentAt: Date;
  holderAttempts: number;
  strangerAttempts: number;
  /** Messages that went out for it, or were about to; 0 while the first of an `Idempotency-Key` is not reserved yet. */
  sends: number;
  /** The receipts of the limits for its messages, by spaces. */
  charges: string;
  /** Set when the code was used, or when another challenge of this number was. */
  closedAt: Date | null;
};

export type User = { id: string; phone: E164; createdAt: Date };

export type Session = {
  id: string;
  userId: string;
  /** SHA-256 of the secret, in base64url. */
  secretHash: string;
  /** The same of the secret before the last rotation; null before the first. */
  previousSecretHash: string | null;
  /** Since when the secret is the current one. */
  rotatedAt: Date;
  createdAt: Date;
  lastUsedAt: Date;
  /** The absolute end; nothing moves it. */
  expiresAt: Date;
  endedAt: Date | null;
} & Origin;

/** What a client shows to prove that a session is its own. */
export type Credential = { id: string; secret: string };
