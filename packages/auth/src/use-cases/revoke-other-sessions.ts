import type { AuthDeps } from "../deps.ts";
import type { Requester } from "../requester.ts";

export type RevokeOtherSessions = { userId: string; sessionId: string; requester?: Requester | undefined };

/** Ends all sessions of the user but the one in use. Returns how many it ended. */
export const revokeOtherSessions =
  (deps: AuthDeps) =>
  async ({ userId, sessionId, requester }: RevokeOtherSessions): Promise<number> => {
    const audit = deps.audit.event("other-sessions-revoked", { userId, sessionId, requester });
    return deps.store.endOtherSessions({ userId, keepId: sessionId, now: deps.clock(), audit });
  };
