import type { AuthDeps } from "./deps.ts";
import type { Credential, Session, User } from "./model.ts";
import type { Requester } from "./requester.ts";
import { hashSessionSecret, whichSecret } from "./session-secret.ts";
import { addSeconds } from "./time.ts";

export type Opened = {
  user: User;
  session: Session;
  /** The secret that came after the one that was shown. */
  successor: string | undefined;
};

/**
 * The live session that a credential opens; null when it opens none. A secret that was replaced works for as long as
 * `rotationGrace`; shown after that it is a copy that somebody kept, and the session ends (OWASP Logging Vocabulary,
 * `authn_token_reuse`).
 *
 * @throws AuthError `UNAVAILABLE`
 */
export async function openSession(
  deps: AuthDeps,
  credential: Credential,
  requester: Requester | undefined,
): Promise<Opened | null> {
  const found = await deps.store.findSession(credential.id, hashSessionSecret(credential.secret));
  const now = deps.clock();
  if (!found || !isLive(found.session, deps, now)) return null;
  const shown = whichSecret(credential, found.session, deps.sessionKeys);
  if (shown === "unknown") return null;
  if (shown === "current") return { ...found, successor: undefined };
  const graceEnd = addSeconds(found.session.rotatedAt, deps.policy.rotationGrace);
  if (shown !== "outdated" && now <= graceEnd) return { ...found, successor: shown.successor };
  const { id, userId } = found.session;
  const audit = deps.audit.event("session-reuse", { userId, sessionId: id, requester });
  await deps.store.endSession({ id, userId, now, audit });
  return null;
}

function isLive(session: Session, { policy }: AuthDeps, now: Date): boolean {
  const idleEnd = addSeconds(session.lastUsedAt, policy.sessionIdle);
  return session.endedAt === null && now < session.expiresAt && now < idleEnd;
}
