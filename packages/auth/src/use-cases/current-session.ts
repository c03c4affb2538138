import { secondsUntil } from "@sixdigit/contracts";
import type { AuthDeps } from "../deps.ts";
import { type Opened, openSession } from "../live-session.ts";
import type { Credential, Session, User } from "../model.ts";
import type { Requester } from "../requester.ts";
import { hashSessionSecret, nextSecret } from "../session-secret.ts";
import { addSeconds } from "../time.ts";

export type CurrentSession = { credential: Credential; requester?: Requester | undefined };

export type SignedInAs = {
  user: User;
  session: Session;
  /** Until the session's end at the latest; at least 1. */
  secondsLeft: number;
  /** Given when the secret was replaced: the client must show this from now on. */
  renewed?: Credential;
};

/**
 * Whose session a credential opens; null when it opens none. Notes the use, at most once in `touchInterval`, and replaces
 * a secret that is older than `sessionRotation`. Neither moves the session's end, and neither can undo that it was ended.
 *
 * @throws AuthError `UNAVAILABLE`
 */
export const currentSession =
  (deps: AuthDeps) =>
  async ({ credential, requester }: CurrentSession): Promise<SignedInAs | null> => {
    const opened = await openSession(deps, credential, requester);
    if (!opened) return null;
    const { user, session, successor } = opened;
    const now = deps.clock();
    const secondsLeft = secondsUntil(session.expiresAt, now);
    if (isRotationDue(session, deps, now)) {
      return { secondsLeft, ...(await rotate(deps, opened, credential, requester)) };
    }
    const renewed = successor !== undefined && { renewed: { id: session.id, secret: successor } };
    const unlessSince = addSeconds(now, -deps.policy.touchInterval);
    if (session.lastUsedAt > unlessSince) return { user, session, secondsLeft, ...renewed };
    const origin = deps.audit.originOf(requester);
    await deps.store.touchSession({ id: session.id, now, unlessSince, origin });
    return { user, session: { ...session, ...origin, lastUsedAt: now }, secondsLeft, ...renewed };
  };

function isRotationDue(session: Session, { policy }: AuthDeps, now: Date): boolean {
  return addSeconds(session.rotatedAt, policy.sessionRotation) <= now;
}

/** Of parallel calls one replaces the secret and hands it out; for the others theirs is the previous one, and works. */
async function rotate(
  deps: AuthDeps,
  { user, session }: Opened,
  { id, secret }: Credential,
  requester: Requester | undefined,
): Promise<Omit<SignedInAs, "secondsLeft">> {
  const now = deps.clock();
  const origin = deps.audit.originOf(requester);
  const next = nextSecret(deps.sessionKeys.current.secret, { id, secret });
  const rotation = { secretHash: session.secretHash, newSecretHash: hashSessionSecret(next) };
  const audit = deps.audit.event("session-rotated", { userId: user.id, sessionId: id, requester });
  const isMine = await deps.store.rotateSession({ id, now, ...rotation, origin, audit });
  if (!isMine) return { user, session };
  const rotated = { ...session, ...origin, lastUsedAt: now, rotatedAt: now };
  return {
    user,
    session: { ...rotated, secretHash: rotation.newSecretHash, previousSecretHash: rotation.secretHash },
    renewed: { id, secret: next },
  };
}
