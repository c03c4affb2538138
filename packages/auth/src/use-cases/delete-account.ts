import { AuthError } from "@sixdigit/contracts";
import type { AuthDeps } from "../deps.ts";
import type { User } from "../model.ts";
import type { Requester } from "../requester.ts";
import type { SignedIn, VerifyOtp } from "./verify-otp.ts";

export type DeleteAccount = {
  /** Whose account it is: somebody who is signed in. */
  user: User;
  code: string;
  challengeId?: string | undefined;
  requester?: Requester | undefined;
};

/**
 * Deletes the account of somebody who is signed in and has just typed a fresh code (ASVS 7.5.3): a session that was left open
 * is not enough. The number is free after that, and every session is over (GDPR Art. 17).
 *
 * @throws AuthError as a verification does, `UNAUTHENTICATED` where the number has another account by now, and `UNAVAILABLE`
 */
export const deleteAccount =
  (deps: AuthDeps, verify: (input: VerifyOtp) => Promise<SignedIn>) =>
  async ({ user, code, challengeId, requester }: DeleteAccount): Promise<void> => {
    const { user: proven, credential } = await verify({ phone: user.phone, code, challengeId, requester });
    if (proven.id !== user.id) {
      // The number has another account by now, and nobody will hold the session that the code opened there.
      const { id } = credential;
      const audit = deps.audit.event("sign-out", { userId: proven.id, sessionId: id, requester });
      await deps.store.endSession({ id, userId: proven.id, now: deps.clock(), audit });
      throw new AuthError("UNAUTHENTICATED");
    }
    await deps.store.deleteAccount({
      userId: user.id,
      phone: user.phone,
      phoneHash: deps.audit.phoneHashOf(user.phone),
      audit: deps.audit.event("account-deleted", { userId: user.id, requester }),
    });
  };
