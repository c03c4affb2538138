import { AuthError } from "@sixdigit/contracts";
import type { AuthDeps } from "../deps.ts";

/**
 * Ends one of the user's own sessions.
 *
 * @throws AuthError `NOT_FOUND` when there is no such session, whoever it may belong to; `UNAVAILABLE`
 */
export const revokeSession =
  (deps: AuthDeps) =>
  async ({ userId, sessionId }: { userId: string; sessionId: string }): Promise<void> => {
    const now = deps.clock();
    const audit = { id: deps.newId(), at: now, name: "session-revoked", userId, sessionId } as const;
    const ended = await deps.store.endSession({ id: sessionId, userId, now, audit });
    if (!ended) throw new AuthError("NOT_FOUND");
  };
