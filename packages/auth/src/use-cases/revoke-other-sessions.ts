import type { AuthDeps } from "../deps.ts";

/** Ends all sessions of the user but the one in use. Returns how many it ended. */
export const revokeOtherSessions =
  (deps: AuthDeps) =>
  async ({ userId, sessionId }: { userId: string; sessionId: string }): Promise<number> => {
    const now = deps.clock();
    const audit = { id: deps.newId(), at: now, name: "other-sessions-revoked", userId, sessionId } as const;
    return deps.store.endOtherSessions({ userId, keepId: sessionId, now, audit });
  };
