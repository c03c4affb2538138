import { AuthError, countryOf } from "@sixdigit/contracts";
import { resendAt } from "./challenge.ts";
import { deriveCode } from "./code.ts";
import type { AuthDeps } from "./deps.ts";
import { randomToken } from "./deps.ts";
import type { Challenge } from "./model.ts";
import type { Charge, SendOutcome } from "./ports.ts";
import type { Requester } from "./requester.ts";
import { fixedCodeOf } from "./test-phone.ts";
import { addSeconds } from "./time.ts";

export type CodeSent = {
  challengeId: string;
  codeLength: number;
  expiresAt: Date;
  resendAt: Date;
  /** The code; only where `revealCode` is set. */
  code?: string;
};

/** What a caller asks with, beside the number: in which language, and from where. */
export type Asked = { locale?: string | undefined; requester?: Requester | undefined };

/** A seed for a code of now, with the key that derives it. */
export function freshCode(deps: AuthDeps, now: Date) {
  const { randomBytes, codeKeys, policy } = deps;
  return {
    seed: randomToken(randomBytes),
    keyId: codeKeys.current.id,
    expiresAt: addSeconds(now, policy.codeTtl),
  };
}

/** Takes a point from the limits on sending, or refuses with `PHONE_NOT_ALLOWED` or `RATE_LIMITED`. */
export async function chargeSend(
  deps: AuthDeps,
  phone: Challenge["phone"],
  { requester }: Asked,
): Promise<Extract<Charge, { allowed: true }>> {
  if (!isAllowedCountry(deps, phone)) {
    await deps.audit.recordRefusal("code-refused", { phone, requester, detail: "country" });
    throw new AuthError("PHONE_NOT_ALLOWED");
  }
  const charge = await deps.limits.charge("send", { phone, address: requester?.address });
  if (!charge.allowed) {
    await deps.audit.recordRefusal("limit-hit", { phone, requester, detail: charge.rule });
    throw new AuthError("RATE_LIMITED", { retryAfterSeconds: charge.retryAfterSeconds });
  }
  return charge;
}

/** Gives the point back when the store fails before anything was sent: an outage must not lock anybody out. */
export async function refundingOnFailure<T>(
  charge: { refund(): Promise<void> },
  step: Promise<T>,
): Promise<T> {
  try {
    return await step;
  } catch (error) {
    await charge.refund().catch(() => undefined);
    throw error;
  }
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
  return {
    challengeId: challenge.id,
    codeLength: challenge.codeLength,
    expiresAt: challenge.expiresAt,
    resendAt: resendAt(challenge, deps.policy),
    ...(deps.revealCode && { code }),
  };
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
function isAllowedCountry({ policy, clock }: AuthDeps, phone: Challenge["phone"]): boolean {
  const { allowedCountries } = policy;
  if (fixedCodeOf(policy, phone, clock()) !== undefined) return true;
  return allowedCountries === "*" || allowedCountries.has(countryOf(phone) ?? "none");
}

/** Opens a challenge of its own and sends its code. */
export async function startChallenge(
  deps: AuthDeps,
  phone: Challenge["phone"],
  asked: Asked,
): Promise<CodeSent> {
  const charge = await chargeSend(deps, phone, asked);
  const now = deps.clock();
  const challenge: Challenge = {
    id: randomToken(deps.randomBytes),
    phone,
    purpose: "sign-in",
    ...freshCode(deps, now),
    codeLength: deps.policy.codeLength,
    createdAt: now,
    lastSentAt: now,
    holderAttempts: 0,
    strangerAttempts: 0,
    closedAt: null,
  };
  const audit = deps.audit.event("code-requested", { phone, requester: asked.requester });
  await refundingOnFailure(charge, deps.store.openChallenge(challenge, audit));
  return sendCode(deps, challenge, asked);
}
