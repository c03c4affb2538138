import { AuthError, type E164 } from "@sixdigit/contracts";
import { deriveCode, sameCode } from "../code.ts";
import { type AuthDeps, randomToken } from "../deps.ts";
import type { Challenge, Credential, User } from "../model.ts";
import type { Charge } from "../ports.ts";
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

export type SignedIn = { user: User; isNew: boolean; credential: Credential };

/**
 * Signs in with a code. The attempt is claimed before the comparison (ASVS 15.4.2), so any number of parallel guesses
 * gets no more looks than there are attempts; of parallel right codes one signs in (NIST SP 800-63B-4, 3.1.3.2). An
 * attempt stays spent when the store fails after it: given back, it could be had again and again.
 *
 * @throws AuthError `CODE_INVALID`, `CODE_EXPIRED`, `TOO_MANY_ATTEMPTS`, `UNAVAILABLE`
 */
export const verifyOtp =
  (deps: AuthDeps) =>
  async (input: VerifyOtp): Promise<SignedIn> => {
    if (input.challengeId !== undefined) return verifyAsHolder(deps, input, input.challengeId);
    return verifyAsStranger(deps, input);
  };

async function verifyAsHolder(deps: AuthDeps, input: VerifyOtp, id: string): Promise<SignedIn> {
  const { store, policy, clock } = deps;
  const now = clock();
  const challenge = await store.claimHolderAttempt({ id, maxAttempts: policy.maxAttempts, now });
  if (!challenge) throw await explainToHolder(deps, input.phone, id, now);
  const signedIn = await signInIfRight(deps, challenge, input);
  if (signedIn) return signedIn;
  if (challenge.phone !== input.phone) throw new AuthError("CODE_INVALID");
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
  const charge: Charge = await deps.limits.charge("guess-by-stranger", {
    phone: input.phone,
    address: input.requester?.address,
  });
  if (!charge.allowed) {
    throw new AuthError("TOO_MANY_ATTEMPTS", { retryAfterSeconds: charge.retryAfterSeconds });
  }
  const challenge = await deps.store.claimStrangerAttempt({
    phone: input.phone,
    purpose: "sign-in",
    maxAttempts: deps.policy.maxAttempts,
    now: deps.clock(),
  });
  const signedIn = challenge && (await signInIfRight(deps, challenge, input));
  if (!signedIn) throw new AuthError("CODE_INVALID");
  // The sign-in is written: a point that cannot be given back now is lost, the sign-in is not.
  await charge.refund().catch(() => undefined);
  return signedIn;
}

async function signInIfRight(
  deps: AuthDeps,
  challenge: Challenge,
  { phone, code }: VerifyOtp,
): Promise<SignedIn | null> {
  const now = deps.clock();
  const key = deps.codeKeys.find(challenge.keyId);
  const fixedCode = fixedCodeOf(deps.policy, challenge.phone, now);
  const isRight = key !== undefined && sameCode(fixedCode ?? deriveCode(key, challenge), code);
  if (!isRight || challenge.phone !== phone) return null;
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
    auditName: fixedCode === undefined ? "sign-in" : "test-sign-in",
  });
  return signedIn && { ...signedIn, credential };
}
