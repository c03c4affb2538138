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
  const found = await findSession(deps, credential);
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

/** What a store remembers may know nothing of a use at another process: nobody is idle by that alone. */
async function findSession(deps: AuthDeps, { id, secret }: Credential) {
  const found = await deps.store.findSession(id, hashSessionSecret(secret));
  return found && isIdle(found.session, deps, deps.clock()) ? deps.store.findSession(id) : found;
}

function isLive(session: Session, deps: AuthDeps, now: Date): boolean {
  return session.endedAt === null && now < session.expiresAt && !isIdle(session, deps, now);
}

function isIdle({ lastUsedAt }: Session, { policy }: AuthDeps, now: Date): boolean {
  return now >= addSeconds(lastUsedAt, policy.sessionIdle);
}
