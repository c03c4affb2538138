import { AuthError, countryOf } from "@sixdigit/contracts";
import { isForPeople } from "@sixdigit/contracts/line-type";
import { resendAt } from "./challenge.ts";
import { type Allowed, chargeOrRefuse } from "./charge-or-refuse.ts";
import { deriveCode } from "./code.ts";
import type { AuthDeps } from "./deps.ts";
import { randomToken } from "./deps.ts";
import type { Challenge } from "./model.ts";
import type { SendOutcome } from "./ports.ts";
import type { Requester } from "./requester.ts";
import { fixedCodeOf } from "./test-phone.ts";
import { addSeconds } from "./time.ts";

export type CodeSent = {
  challengeId: string;
  codeLength: number;
  expiresAt: Date;
  resendAt: Date;
  /** True where an earlier answer is given again, and no message goes out. */
  isRepeated: boolean;
  /** The code; only where `revealCode` is set. */
  code?: string;
};

/** What a caller asks with, beside the number: in which language, from where, and with which proof of work. */
export type Asked = {
  locale?: string | undefined;
  requester?: Requester | undefined;
  proof?: string | undefined;
};

/** A seed for a code of now, with the key that derives it. */
export function freshCode(deps: AuthDeps, now: Date) {
  const { randomBytes, codeKeys, policy } = deps;
  return {
    seed: randomToken(randomBytes),
    keyId: codeKeys.current.id,
    expiresAt: addSeconds(now, policy.codeTtl),
  };
}

/**
 * Takes a point from the limits on sending, or refuses.
 *
 * @throws AuthError `PHONE_NOT_ALLOWED`, and what the limits refuse with
 */
export async function chargeSend(
  deps: AuthDeps,
  action: "open" | "resend",
  phone: Challenge["phone"],
  { requester, proof }: Asked,
): Promise<Allowed> {
  const because = refusedDestination(deps, phone);
  if (because !== undefined) {
    await deps.audit.recordRefusal("code-refused", { phone, requester, detail: because });
    throw new AuthError("PHONE_NOT_ALLOWED");
  }
  return chargeOrRefuse(deps, action, { phone, requester }, proof);
}

/**
 * Gives the point back when the store has certainly written nothing: an outage must not lock anybody out. Where it may have,
 * the row holds the receipt, and a sign-in gives that back: twice would be somebody else's point.
 */
export async function refundingOnFailure<T>(
  charge: { refund(): Promise<void> },
  step: Promise<T>,
): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof AuthError && error.isWithoutEffect) await refundQuietly(charge);
    throw error;
  }
}

function refundQuietly(charge: { refund(): Promise<void> }): Promise<void> {
  return charge.refund().catch(() => undefined);
}

/**
 * Sends the code of a challenge. A message that may have gone out counts as sent; one that surely did not is
 * `SEND_FAILED`, and its point stays spent, so that failing sends cannot be repeated without end.
 */
export async function sendCode(
  deps: AuthDeps,
  challenge: Challenge,
  { locale, requester }: Asked,
): Promise<CodeSent> {
  const key = deps.codeKeys.find(challenge.keyId);
  if (!key) throw new AuthError("INTERNAL");
  const fixedCode = fixedCodeOf(deps.policy, challenge.phone, deps.clock());
  const code = fixedCode ?? deriveCode(key, challenge);
  const outcome =
    fixedCode === undefined ? await sendMessage(deps, challenge, code, locale) : ("test-number" as const);
  const isSent = outcome !== "rejected" && outcome !== "transient";
  const about = { phone: challenge.phone, requester, detail: outcome };
  await deps.audit.record(isSent ? "code-sent" : "code-failed", about);
  if (!isSent) throw new AuthError("SEND_FAILED");
  return tellOf(deps, challenge, code, false);
}

function tellOf(deps: AuthDeps, challenge: Challenge, code: string, isRepeated: boolean): CodeSent {
  return {
    challengeId: challenge.id,
    codeLength: code.length,
    expiresAt: challenge.expiresAt,
    resendAt: resendAt(challenge, deps.policy),
    isRepeated,
    ...(deps.revealCode && { code }),
  };
}

/** What was answered when the challenge was opened, again; null where its code does not work any more. */
export function answerAgain(deps: AuthDeps, challenge: Challenge): CodeSent | null {
  const now = deps.clock();
  const key = deps.codeKeys.find(challenge.keyId);
  const isUsedUp = challenge.holderAttempts >= deps.policy.maxAttempts;
  if (!key || isUsedUp || challenge.closedAt || challenge.expiresAt <= now) return null;
  const code = fixedCodeOf(deps.policy, challenge.phone, now) ?? deriveCode(key, challenge);
  return tellOf(deps, challenge, code, true);
}

function sendMessage(
  deps: AuthDeps,
  { id, phone, expiresAt, lastSentAt }: Challenge,
  code: string,
  locale: string | undefined,
): Promise<SendOutcome> {
  const validForSeconds = Math.floor((expiresAt.getTime() - lastSentAt.getTime()) / 1000);
  return deps.sender.sendCode({ phone, code, challengeId: id, validForSeconds, locale });
}

/** The list is about where messages go; to a test number none does. */
function refusedDestination(
  { policy, clock }: AuthDeps,
  phone: Challenge["phone"],
): "country" | "line" | undefined {
  const { allowedCountries } = policy;
  if (fixedCodeOf(policy, phone, clock()) !== undefined) return undefined;
  const isListed = allowedCountries === "*" || allowedCountries.has(countryOf(phone) ?? "none");
  if (!isListed) return "country";
  return isForPeople(phone) ? undefined : "line";
}

/**
 * Opens a challenge of its own, whose code is to be sent. Null, with nothing spent, where a challenge has its id already.
 *
 * @param given.sends the how manieth message of the sign-in it is, which decides the wait after it; 0 where the send is
 *   reserved later
 */
export async function openChallenge(
  deps: AuthDeps,
  phone: Challenge["phone"],
  asked: Asked,
  { id = randomToken(deps.randomBytes), sends = 1 }: { id?: string; sends?: number } = {},
): Promise<Challenge | null> {
  const charge = await chargeSend(deps, "open", phone, asked);
  const now = deps.clock();
  const challenge: Challenge = {
    id,
    phone,
    purpose: "sign-in",
    ...freshCode(deps, now),
    codeLength: Math.max(deps.policy.codeLength, charge.codeLength ?? 0),
    createdAt: now,
    lastSentAt: now,
    holderAttempts: 0,
    strangerAttempts: 0,
    sends,
    charges: charge.receipt,
    closedAt: null,
  };
  const audit = deps.audit.event("code-requested", { phone, requester: asked.requester });
  const isOpened = await refundingOnFailure(charge, deps.store.openChallenge(challenge, audit));
  if (isOpened) return challenge;
  await refundQuietly(charge);
  return null;
}
