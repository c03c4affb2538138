import { AuthError, type E164 } from "@sixdigit/contracts";
import { deriveCode, sameCode } from "../code.ts";
import { type AuthDeps, randomToken } from "../deps.ts";
import type { Challenge, Credential, User } from "../model.ts";
import { newSignIn } from "../new-sign-in.ts";
import type { Charge } from "../ports.ts";
import type { Requester } from "../requester.ts";
import { fixedCodeOf } from "../test-phone.ts";

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
  if (!challenge) throw await refuseHolder(deps, input, id, now);
  const failures = challenge.holderAttempts - 1;
  const signedIn = await signInIfRight(deps, challenge, input, failures);
  if (signedIn) return signedIn;
  // Each has used up an attempt, so there are not many.
  await deps.audit.record("code-wrong", { ...aboutCaller(input), detail: "holder" });
  if (challenge.phone !== input.phone) throw new AuthError("CODE_INVALID");
  throw new AuthError("CODE_INVALID", { attemptsLeft: policy.maxAttempts - challenge.holderAttempts });
}

const REFUSAL_NAMES = {
  CODE_INVALID: "code-wrong",
  CODE_EXPIRED: "code-expired",
  TOO_MANY_ATTEMPTS: "code-attempts-used-up",
} as const;

async function refuseHolder(deps: AuthDeps, input: VerifyOtp, id: string, now: Date): Promise<AuthError> {
  const code = explainToHolder(await deps.store.findChallenge(id), input.phone, deps.policy.maxAttempts, now);
  await deps.audit.recordRefusal(REFUSAL_NAMES[code], { ...aboutCaller(input), detail: "holder" });
  return new AuthError(code, code === "TOO_MANY_ATTEMPTS" ? { retryAfterSeconds: 1, attemptsLeft: 0 } : {});
}

/** Only the holder learns why (ASVS 6.3.8 against NIST SP 800-63B-4, 8.1). */
function explainToHolder(challenge: Challenge | null, phone: E164, maxAttempts: number, now: Date) {
  if (!challenge || challenge.phone !== phone || challenge.closedAt) return "CODE_INVALID";
  if (challenge.holderAttempts >= maxAttempts) return "TOO_MANY_ATTEMPTS";
  return challenge.expiresAt <= now ? "CODE_EXPIRED" : "CODE_INVALID";
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
    await deps.audit.recordRefusal("limit-hit", { ...aboutCaller(input), detail: charge.rule });
    throw new AuthError("TOO_MANY_ATTEMPTS", { retryAfterSeconds: charge.retryAfterSeconds });
  }
  const challenge = await deps.store.claimStrangerAttempt({
    phone: input.phone,
    purpose: "sign-in",
    maxAttempts: deps.policy.maxAttempts,
    now: deps.clock(),
  });
  const failures = (challenge?.strangerAttempts ?? 1) - 1;
  const signedIn = challenge && (await signInIfRight(deps, challenge, input, failures));
  if (!signedIn) {
    // The same whether anything was open or not: what is written takes time, and time can be seen.
    await deps.audit.recordRefusal("code-wrong", { ...aboutCaller(input), detail: "stranger" });
    throw new AuthError("CODE_INVALID");
  }
  // The sign-in is written: a point that cannot be given back now is lost, the sign-in is not.
  await charge.refund().catch(() => undefined);
  return signedIn;
}

function aboutCaller({ phone, requester }: VerifyOtp) {
  return { phone, requester };
}

async function signInIfRight(
  deps: AuthDeps,
  challenge: Challenge,
  { phone, code, requester }: VerifyOtp,
  failures: number,
): Promise<SignedIn | null> {
  const key = deps.codeKeys.find(challenge.keyId);
  const fixedCode = fixedCodeOf(deps.policy, challenge.phone, deps.clock());
  const isRight = key !== undefined && sameCode(fixedCode ?? deriveCode(key, challenge), code);
  if (!isRight || challenge.phone !== phone) return null;
  const credential = { id: deps.newId(), secret: randomToken(deps.randomBytes, 32) };
  const signedIn = await deps.store.completeSignIn(
    newSignIn(deps, { challenge, credential, requester, failures, isTest: fixedCode !== undefined }),
  );
  return signedIn && { ...signedIn, credential };
}
