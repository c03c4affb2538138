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
  const { phone } = challenge;
  const tooSoon = { phone, requester: asked.requester, detail: "too-soon" };
  if (plan.do === "wait") {
    await deps.audit.recordRefusal("code-refused", tooSoon);
    throw new AuthError("RESEND_TOO_SOON", { retryAfterSeconds: plan.retryAfterSeconds });
  }
  const charge = await chargeSend(deps, "resend", phone, asked);
  const now = deps.clock();
  // A code whose secret has been retired meanwhile cannot be sent again.
  const renew = plan.do === "renew" || !deps.codeKeys.find(challenge.keyId);
  const claim = deps.store.claimSend({
    id: challenge.id,
    now,
    expected: { lastSentAt: challenge.lastSentAt, seed: challenge.seed },
    charges: `${challenge.charges} ${charge.receipt}`.trim(),
    ...(renew && { renewal: freshCode(deps, now) }),
    audit: deps.audit.event("code-requested", { phone, requester: asked.requester }),
  });
  const claimed = await refundingOnFailure(charge, claim);
  if (!claimed) {
    await charge.refund().catch(() => undefined);
    await deps.audit.recordRefusal("code-refused", tooSoon);
    const next = resendAt({ lastSentAt: now, sends: challenge.sends + 1 }, deps.policy);
    throw new AuthError("RESEND_TOO_SOON", { retryAfterSeconds: secondsUntil(next, now) });
  }
  return sendCode(deps, claimed, asked);
}
