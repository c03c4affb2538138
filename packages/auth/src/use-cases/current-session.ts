import type { AuthDeps } from "../deps.ts";
import type { Credential, Session, User } from "../model.ts";
import { isSessionSecret } from "../session-secret.ts";
import { addSeconds } from "../time.ts";

export type SignedInAs = { user: User; session: Session };

/**
 * Whose session a credential opens; null when it opens none. Notes the use, at most once in `touchInterval`.
 *
 * @throws AuthError `UNAVAILABLE`
 */
export const currentSession =
  (deps: AuthDeps) =>
  async ({ id, secret }: Credential): Promise<SignedInAs | null> => {
    const found = await deps.store.findSession(id);
    const now = deps.clock();
    if (!found || !isSessionSecret(secret, found.session.secretHash)) return null;
    if (!isLive(found.session, deps, now)) return null;
    const unlessSince = addSeconds(now, -deps.policy.touchInterval);
    if (found.session.lastUsedAt <= unlessSince) {
      await deps.store.touchSession({ id, now, unlessSince });
      return { ...found, session: { ...found.session, lastUsedAt: now } };
    }
    return found;
  };

function isLive(session: Session, { policy }: AuthDeps, now: Date): boolean {
  const idleEnd = addSeconds(session.lastUsedAt, policy.sessionIdle);
  return session.endedAt === null && now < session.expiresAt && now < idleEnd;
}
