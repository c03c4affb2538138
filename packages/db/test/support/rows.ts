import type { AuditEvent, Challenge, Session, SignIn } from "@sixdigit/auth";
import { type E164, normalizePhone } from "@sixdigit/contracts";
import { countingIds } from "@sixdigit/testing";

export const START = new Date("2026-01-01T00:00:00.000Z");
const newId = countingIds();

/** A moment so many seconds after the start. */
export function at(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1000);
}

export function phoneNumber(text: string): E164 {
  const result = normalizePhone(text);
  if (!result.ok) throw new Error(`not a phone number: ${text}`);
  return result.phone;
}

export const alice = phoneNumber("+14155550132");
export const bob = phoneNumber("+14155550133");

let challenges = 0;
export function challengeOf(phone: E164, changes: Partial<Challenge> = {}): Challenge {
  challenges += 1;
  return {
    id: `challenge-${challenges}`.padEnd(22, "x"),
    phone,
    purpose: "sign-in",
    seed: `seed-${challenges}`.padEnd(22, "x"),
    keyId: "key-1",
    codeLength: 6,
    createdAt: START,
    expiresAt: at(600),
    lastSentAt: START,
    holderAttempts: 0,
    strangerAttempts: 0,
    sends: 1,
    charges: "",
    closedAt: null,
    ...changes,
  };
}

export function sessionAt(now: Date, changes: Partial<Session> = {}): Omit<Session, "userId"> {
  return {
    id: newId(),
    secretHash: "h".repeat(43),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + 30 * 86_400_000),
    endedAt: null,
    ...changes,
  };
}

export function signInWith(challenge: Challenge, now: Date = at(10)): SignIn {
  return {
    challenge,
    now,
    newUserId: newId(),
    session: sessionAt(now),
    auditId: newId(),
    auditName: "sign-in",
  };
}

export function auditOf(name: AuditEvent["name"], userId: string, sessionId: string, now: Date): AuditEvent {
  return { id: newId(), at: now, name, userId, sessionId };
}

export function anId(): string {
  return newId();
}
