import type { E164 } from "@sixdigit/contracts";
import { planResend } from "../challenge.ts";
import { continueChallenge } from "../continue-challenge.ts";
import type { AuthDeps } from "../deps.ts";
import type { Requester } from "../requester.ts";
import type { CodeSent } from "../send-code.ts";
import { answerOnce, startNew, startOnce } from "../start-once.ts";

export type RequestOtp = {
  phone: E164;
  /** The challenge that the caller holds, if any. */
  challengeId?: string | undefined;
  /** Names an attempt of the caller's: requests with the same one are answered as the first, and one of them sends. */
  idempotencyKey?: string | undefined;
  locale?: string | undefined;
  requester?: Requester | undefined;
  /** The solution of a puzzle that came with `PROOF_REQUIRED`. */
  proof?: string | undefined;
};

/**
 * Sends a code to a number. A caller who holds an open challenge for it continues that one, as a resend would: asking
 * again gives no new attempts. Everybody else gets a challenge of their own.
 *
 * @throws AuthError `PHONE_NOT_ALLOWED`, `RATE_LIMITED`, `TOO_MANY_ATTEMPTS` (at this number, lately), `PROOF_REQUIRED`,
 *   `RESEND_TOO_SOON`, `SEND_FAILED`, `UNAVAILABLE`
 */
export const requestOtp =
  (deps: AuthDeps) =>
  async ({ phone, challengeId, idempotencyKey, ...asked }: RequestOtp): Promise<CodeSent> => {
    const held = challengeId ? await deps.store.findChallenge(challengeId) : null;
    if (held?.phone === phone) {
      const again = idempotencyKey === undefined ? null : await answerOnce(deps, held, idempotencyKey, asked);
      if (again) return again;
      const plan = planResend(held, deps.policy, deps.clock());
      if (plan.do !== "refuse") return continueChallenge(deps, held, plan, asked);
    }
    if (idempotencyKey === undefined) return startNew(deps, phone, asked);
    return startOnce(deps, phone, idempotencyKey, asked);
  };
