import { AuthError, type E164, secondsUntil } from "@sixdigit/contracts";
import { planResend, resendAt } from "../challenge.ts";
import { continueChallenge } from "../continue-challenge.ts";
import type { AuthDeps } from "../deps.ts";
import type { Requester } from "../requester.ts";
import type { Asked, CodeSent } from "../send-code.ts";
import { startNew } from "../start-once.ts";
import { addSeconds } from "../time.ts";

export type ResendOtp = {
  phone: E164;
  challengeId?: string | undefined;
  locale?: string | undefined;
  requester?: Requester | undefined;
  /** The solution of a puzzle that came with `PROOF_REQUIRED`. */
  proof?: string | undefined;
};

const REFUSALS = {
  closed: "CODE_INVALID",
  "attempts-used": "TOO_MANY_ATTEMPTS",
  expired: "CODE_EXPIRED",
} as const;

/**
 * Sends another message. The holder of a challenge continues it. Who holds none gets one of their own, after the same
 * wait, counted from the last message to the number: that says no more about the number's challenges than the limits do.
 *
 * @throws AuthError `PHONE_NOT_ALLOWED`, `RESEND_TOO_SOON`, `RATE_LIMITED`, `CODE_INVALID` (nothing to continue), `CODE_EXPIRED`,
 *   `TOO_MANY_ATTEMPTS`, `PROOF_REQUIRED`, `SEND_FAILED`, `UNAVAILABLE`
 */
export const resendOtp =
  (deps: AuthDeps) =>
  async ({ phone, challengeId, ...asked }: ResendOtp): Promise<CodeSent> => {
    if (challengeId === undefined) return resendToStranger(deps, phone, asked);
    const held = await deps.store.findChallenge(challengeId);
    const about = { phone, requester: asked.requester };
    if (held?.phone !== phone) {
      await deps.audit.recordRefusal("code-refused", { ...about, detail: "closed" });
      throw new AuthError("CODE_INVALID");
    }
    const plan = planResend(held, deps.policy, deps.clock());
    if (plan.do === "refuse") {
      await deps.audit.recordRefusal("code-refused", { ...about, detail: plan.because });
      const code = REFUSALS[plan.because];
      throw new AuthError(code, code === "TOO_MANY_ATTEMPTS" ? { retryAfterSeconds: 1 } : {});
    }
    return continueChallenge(deps, held, plan, asked);
  };

async function resendToStranger(deps: AuthDeps, phone: E164, asked: Asked): Promise<CodeSent> {
  const last = await deps.store.lastSend(phone, "sign-in");
  const now = deps.clock();
  const next = last && resendAt(last, deps.policy);
  if (next && now < next) {
    const { requester } = asked;
    await deps.audit.recordRefusal("code-refused", { phone, requester, detail: "too-soon" });
    throw new AuthError("RESEND_TOO_SOON", { retryAfterSeconds: secondsUntil(next, now) });
  }
  return startNew(deps, phone, asked, continuedSends(last, deps, now));
}

/** The waits go on growing while the sign-in before could still be the same one. */
function continuedSends(
  last: Awaited<ReturnType<AuthDeps["store"]["lastSend"]>>,
  { policy }: AuthDeps,
  now: Date,
): number {
  const isSameSignIn = last !== null && now < addSeconds(last.lastSentAt, policy.challengeLife);
  return isSameSignIn ? last.sends + 1 : 1;
}
