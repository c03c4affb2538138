import { AuthError, type E164 } from "@sixdigit/contracts";
import { type Allowed, chargeOrRefuse } from "../charge-or-refuse.ts";
import { deriveCode, sameCode } from "../code.ts";
import { type AuthDeps, randomToken } from "../deps.ts";
import { type Device, rememberAccount } from "../device.ts";
import { limitSubject } from "../limit-subject.ts";
import type { Challenge, Credential, User } from "../model.ts";
import type { SignIn } from "../ports.ts";
import type { Requester } from "../requester.ts";
import { hashSessionSecret } from "../session-secret.ts";
import { fixedCodeOf } from "../test-phone.ts";
import { addSeconds } from "../time.ts";

export type VerifyOtp = {
  phone: E164;
  /** Digits only. */
  code: string;
  /** The challenge that the caller holds, if any. It decides; the number alone counts only where there is none. */
  challengeId?: string | undefined;
  requester?: Requester | undefined;
};

export type SignedIn = {
  user: User;
  isNew: boolean;
  credential: Credential;
  /** For the browser to keep, so that it is known when it signs in to the number again. */
  device: Device;
};

/**
 * Signs in with a code. The attempt is claimed before the comparison (ASVS 15.4.2), so any number of parallel guesses
 * gets no more looks than there are attempts; of parallel right codes one signs in (NIST SP 800-63B-4, 3.1.3.2). An
 * attempt stays spent when the store fails after it: given back, it could be had again and again.
 *
 * @throws AuthError `CODE_INVALID`, `CODE_EXPIRED`, `TOO_MANY_ATTEMPTS`, `RATE_LIMITED`, `UNAVAILABLE`
 */
export const verifyOtp =
  (deps: AuthDeps) =>
  async (input: VerifyOtp): Promise<SignedIn> => {
    if (input.challengeId !== undefined) return verifyAsHolder(deps, input, input.challengeId);
    return verifyAsStranger(deps, input);
  };

async function verifyAsHolder(deps: AuthDeps, input: VerifyOtp, id: string): Promise<SignedIn> {
  const { store, policy, clock } = deps;
  const guess = await chargeOrRefuse(deps, "guess", limitSubject(input.phone, input.requester));
  const now = clock();
  const challenge = await store.claimHolderAttempt({ id, maxAttempts: policy.maxAttempts, now });
  if (!challenge) throw await explainToHolder(deps, input.phone, id, now);
  if (challenge.phone !== input.phone) throw new AuthError("CODE_INVALID");
  const signedIn = await compareAndSignIn(deps, challenge, input, { action: "compare", guess });
  if (signedIn) return signedIn;
  throw new AuthError("CODE_INVALID", { attemptsLeft: policy.maxAttempts - challenge.holderAttempts });
}

/** Only the holder learns why (ASVS 6.3.8 against NIST SP 800-63B-4, 8.1). */
async function explainToHolder(deps: AuthDeps, phone: E164, id: string, now: Date): Promise<AuthError> {
  const challenge = await deps.store.findChallenge(id);
  if (!challenge || challenge.phone !== phone || challenge.closedAt) return new AuthError("CODE_INVALID");
  if (challenge.holderAttempts >= deps.policy.maxAttempts) {
    return new AuthError("TOO_MANY_ATTEMPTS", { retryAfterSeconds: 1, attemptsLeft: 0 });
  }
  return new AuthError(challenge.expiresAt <= now ? "CODE_EXPIRED" : "CODE_INVALID");
}

/**
 * Somebody who knows the number only. Their guesses are counted per number first, whether or not anything is open for
 * it, so that the answers tell nothing; and per challenge, so that they never touch the holder's attempts.
 */
async function verifyAsStranger(deps: AuthDeps, input: VerifyOtp): Promise<SignedIn> {
  const subject = limitSubject(input.phone, input.requester);
  const guess = await chargeOrRefuse(deps, "stranger-guess", subject);
  const challenge = await deps.store.claimStrangerAttempt({
    phone: input.phone,
    purpose: "sign-in",
    maxAttempts: deps.policy.maxAttempts,
    now: deps.clock(),
  });
  const signedIn =
    challenge && (await compareAndSignIn(deps, challenge, input, { action: "stranger-compare", guess }));
  if (!signedIn) throw new AuthError("CODE_INVALID");
  return signedIn;
}

type Guess = { action: "compare" | "stranger-compare"; guess: Allowed };

/**
 * The failure is counted before the comparison, so that no number of guesses at once gets past the hundredth in a row
 * (NIST SP 800-63B-4, 3.2.2); a right code takes it back with all others.
 */
async function compareAndSignIn(
  deps: AuthDeps,
  challenge: Challenge,
  { phone, code, requester }: VerifyOtp,
  { action, guess }: Guess,
): Promise<SignedIn | null> {
  const subject = limitSubject(phone, requester);
  const compare = await chargeOrRefuse(deps, action, subject);
  const key = deps.codeKeys.find(challenge.keyId);
  const fixedCode = fixedCodeOf(deps.policy, phone, deps.clock());
  if (key === undefined || !sameCode(fixedCode ?? deriveCode(key, challenge), code)) return null;
  const signedIn = await signIn(deps, challenge, fixedCode === undefined ? "sign-in" : "test-sign-in");
  if (!signedIn) return null;
  const receipts = [guess.receipt, compare.receipt, ...challenge.charges.split(" ")];
  // The sign-in is written: points that cannot be given back now are lost, the sign-in is not.
  await deps.limits.settle(subject, receipts).catch(() => undefined);
  return { ...signedIn, device: rememberAccount(requester?.device, phone, deps.randomBytes) };
}

async function signIn(
  deps: AuthDeps,
  challenge: Challenge,
  auditName: SignIn["auditName"],
): Promise<Omit<SignedIn, "device"> | null> {
  const now = deps.clock();
  const credential = { id: deps.newId(), secret: randomToken(deps.randomBytes, 32) };
  const signedIn = await deps.store.completeSignIn({
    challenge,
    now,
    newUserId: deps.newId(),
    session: {
      id: credential.id,
      secretHash: hashSessionSecret(credential.secret),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: addSeconds(now, deps.policy.sessionTtl),
      endedAt: null,
    },
    auditId: deps.newId(),
    auditName,
  });
  return signedIn && { ...signedIn, credential };
}
