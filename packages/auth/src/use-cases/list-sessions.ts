import type { AuthDeps } from "../deps.ts";
import type { Session } from "../model.ts";
import { addSeconds } from "../time.ts";

/** The sessions of a user that can still be used, the latest used first. */
export const listSessions =
  (deps: AuthDeps) =>
  async ({ userId }: { userId: string }): Promise<Session[]> => {
    const now = deps.clock();
    const idleSince = addSeconds(now, -deps.policy.sessionIdle);
    const sessions = await deps.store.listSessions(userId, now);
    return sessions.filter((session) => session.lastUsedAt > idleSince);
  };
