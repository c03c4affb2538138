import { AuthError, type E164 } from "@sixdigit/contracts";
import { type Allowed, chargeOrRefuse } from "../charge-or-refuse.ts";
import { deriveCode, sameCode } from "../code.ts";
import { type AuthDeps, randomToken } from "../deps.ts";
import { type Device, rememberAccount } from "../device.ts";
import { limitSubject } from "../limit-subject.ts";
import { openSession } from "../live-session.ts";
import type { Challenge, Credential, User } from "../model.ts";
import { newSignIn } from "../new-sign-in.ts";
import type { Requester } from "../requester.ts";
import { fixedCodeOf } from "../test-phone.ts";

export type VerifyOtp = {
  phone: E164;
  /** Digits only. */
  code: string;
  /** The challenge that the caller holds, if any. It decides; the number alone counts only where there is none. */
  challengeId?: string | undefined;
  requester?: Requester | undefined;
  /** The session that the caller came with: it ends with the sign-in, since a copy of it must not outlive it. */
  replaces?: Credential | undefined;
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
  const guess = await chargeOrRefuse(deps, "guess", input);
  const now = clock();
  const challenge = await store.claimHolderAttempt({ id, maxAttempts: policy.maxAttempts, now });
  if (!challenge) throw await refuseHolder(deps, input, id, now);
  const failures = challenge.holderAttempts - 1;
  const signedIn = await compareAndSignIn(deps, challenge, input, { action: "compare", guess, failures });
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
  const guess = await chargeOrRefuse(deps, "stranger-guess", input);
  const challenge = await deps.store.claimStrangerAttempt({
    phone: input.phone,
    purpose: "sign-in",
    maxAttempts: deps.policy.maxAttempts,
    now: deps.clock(),
  });
  const failures = (challenge?.strangerAttempts ?? 1) - 1;
  const claimed = { action: "stranger-compare", guess, failures } as const;
  const signedIn = challenge && (await compareAndSignIn(deps, challenge, input, claimed));
  if (signedIn) return signedIn;
  // The same whether anything was open or not: what is written takes time, and time can be seen.
  await deps.audit.recordRefusal("code-wrong", { ...aboutCaller(input), detail: "stranger" });
  throw new AuthError("CODE_INVALID");
}

function aboutCaller({ phone, requester }: VerifyOtp) {
  return { phone, requester };
}

type Claimed = {
  action: "compare" | "stranger-compare";
  /** What the guess was charged. */
  guess: Allowed;
  /** Attempts at this challenge before. */
  failures: number;
};

/**
 * The failure is counted before the comparison, so that no number of guesses at once gets past the hundredth in a row
 * (NIST SP 800-63B-4, 3.2.2); a right code takes it back with all others.
 */
async function compareAndSignIn(
  deps: AuthDeps,
  challenge: Challenge,
  { phone, code, requester, replaces }: VerifyOtp,
  { action, guess, failures }: Claimed,
): Promise<SignedIn | null> {
  if (challenge.phone !== phone) return null;
  const compare = await chargeOrRefuse(deps, action, { phone, requester });
  const key = deps.codeKeys.find(challenge.keyId);
  const fixedCode = fixedCodeOf(deps.policy, phone, deps.clock());
  if (key === undefined || !sameCode(fixedCode ?? deriveCode(key, challenge), code)) return null;
  const replaced = replaces && (await openSession(deps, replaces, requester))?.session;
  const credential = { id: deps.newId(), secret: randomToken(deps.randomBytes, 32) };
  const given = { challenge, credential, requester, failures, replaced, isTest: fixedCode !== undefined };
  const signedIn = await deps.store.completeSignIn(newSignIn(deps, given));
  if (!signedIn) return null;
  const receipts = [guess.receipt, compare.receipt, ...challenge.charges.split(" ")];
  // The sign-in is written: points that cannot be given back now are lost, the sign-in is not.
  await deps.limits.settle(limitSubject(phone, requester), receipts).catch(() => undefined);
  return { ...signedIn, credential, device: rememberAccount(requester?.device, phone, deps.randomBytes) };
}
