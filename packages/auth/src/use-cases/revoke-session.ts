import { AuthError } from "@sixdigit/contracts";
import type { AuthDeps } from "../deps.ts";
import type { Requester } from "../requester.ts";

export type RevokeSession = { userId: string; sessionId: string; requester?: Requester | undefined };

/**
 * Ends one of the user's own sessions.
 *
 * @throws AuthError `NOT_FOUND` when there is no such session, whoever it may belong to; `UNAVAILABLE`
 */
export const revokeSession =
  (deps: AuthDeps) =>
  async ({ userId, sessionId, requester }: RevokeSession): Promise<void> => {
    const audit = deps.audit.event("session-revoked", { userId, sessionId, requester });
    const ended = await deps.store.endSession({ id: sessionId, userId, now: deps.clock(), audit });
    if (!ended) throw new AuthError("NOT_FOUND");
  };
