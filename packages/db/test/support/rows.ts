import type { AuditEvent, AuthStore, Challenge, Origin, Session, SignIn } from "@sixdigit/auth";
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
    previousSecretHash: null,
    rotatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + 30 * 86_400_000),
    endedAt: null,
    ...here,
    ...changes,
  };
}

export const here: Origin = { network: "203.0.113.0/24", browser: "Chrome 130", os: "Windows" };
export const elsewhere: Origin = { network: "2001:db8:1:0::/48", browser: null, os: null };
const DAY = 86_400;

export function signInWith(challenge: Challenge, now: Date = at(10), changes: Partial<SignIn> = {}): SignIn {
  const session = sessionAt(now);
  return {
    challenge,
    now,
    newUserId: newId(),
    session,
    dormantSince: new Date(now.getTime() - 180 * DAY * 1000),
    maxSessions: 20,
    idleSince: new Date(now.getTime() - 30 * DAY * 1000),
    audit: auditOf("sign-in", { sessionId: session.id, phoneHash: "of the number", at: now }),
    moreAuditIds: { overLimit: newId(), setAside: newId() },
    ...changes,
  };
}

export function auditOf(name: AuditEvent["name"], changes: Partial<AuditEvent> = {}): AuditEvent {
  const nobody = { userId: null, sessionId: null, phoneHash: null };
  return { id: newId(), at: START, name, ...nobody, ...here, detail: null, count: 1, ...changes };
}

/** Opens a challenge in a store, with its event. */
export function openIn(store: AuthStore, challenge: Challenge): Promise<boolean> {
  return store.openChallenge(challenge, auditOf("code-requested", { at: challenge.createdAt }));
}

export function anId(): string {
  return newId();
}

/** Somebody who signs in at a second, with a challenge of that second. */
export async function begin(store: AuthStore, phone: E164, second: number, changes: Partial<SignIn> = {}) {
  const challenge = challengeOf(phone, { createdAt: at(second), expiresAt: at(second + 600) });
  await openIn(store, challenge);
  const signIn = signInWith(challenge, at(second), changes);
  const result = await store.completeSignIn(signIn);
  if (!result) throw new Error("the sign-in was refused");
  return { ...result, sessionId: signIn.session.id };
}
