import { AuthError, secondsUntil } from "@sixdigit/contracts";
import { type ResendPlan, resendAt } from "./challenge.ts";
import type { AuthDeps } from "./deps.ts";
import type { Challenge } from "./model.ts";
import {
  type Asked,
  type CodeSent,
  chargeSend,
  freshCode,
  refundingOnFailure,
  sendCode,
} from "./send-code.ts";

/**
 * Sends another message of an open challenge. The send is reserved by comparing with what was read: of any number of
 * parallel calls one sends, the others meet `RESEND_TOO_SOON` and their points are given back.
 */
export async function continueChallenge(
  deps: AuthDeps,
  challenge: Challenge,
  plan: Exclude<ResendPlan, { do: "refuse" }>,
  asked: Asked,
): Promise<CodeSent> {
  if (plan.do === "wait") {
    throw new AuthError("RESEND_TOO_SOON", { retryAfterSeconds: plan.retryAfterSeconds });
  }
  const charge = await chargeSend(deps, "resend", challenge.phone, asked);
  const now = deps.clock();
  // A code whose secret has been retired meanwhile cannot be sent again.
  const renew = plan.do === "renew" || !deps.codeKeys.find(challenge.keyId);
  const claim = deps.store.claimSend({
    id: challenge.id,
    now,
    expected: { lastSentAt: challenge.lastSentAt, seed: challenge.seed },
    charges: `${challenge.charges} ${charge.receipt}`.trim(),
    ...(renew && { renewal: freshCode(deps, now) }),
  });
  const claimed = await refundingOnFailure(charge, claim);
  if (!claimed) {
    await charge.refund().catch(() => undefined);
    const next = resendAt({ lastSentAt: now, sends: challenge.sends + 1 }, deps.policy);
    throw new AuthError("RESEND_TOO_SOON", { retryAfterSeconds: secondsUntil(next, now) });
  }
  return sendCode(deps, claimed, asked);
}
