import type { Session, SignIn, User } from "@sixdigit/auth";
import { isGuessable } from "./challenges.ts";
import type { StoredUser, Tables } from "./tables.ts";

/** Awaits nothing, so it is one step. */
export function completeSignIn(tables: Tables, signIn: SignIn): { user: User; isNew: boolean } | null {
  const { challenge, now, session, audit } = signIn;
  const open = tables.challenges.get(challenge.id);
  if (!open || !isGuessable(open, now) || open.seed !== challenge.seed) return null;
  const known = tables.users.group(challenge.phone)[0];
  const isDormant = known !== undefined && known.lastSignInAt <= signIn.dormantSince;
  if (!known || isDormant) tables.makeRoom(tables.users, now);
  tables.makeRoom(tables.sessions, now);

  closeChallenges(tables, signIn);
  if (isDormant) setAside(tables, signIn, known);
  endReplaced(tables, signIn);
  const user = known && !isDormant ? known : newUser(tables, signIn);
  user.lastSignInAt = now;
  tables.sessions.add({ ...session, userId: user.id });
  tables.record({ ...audit, userId: user.id });
  endSurplus(tables, signIn, user.id);
  const { id, createdAt } = user;
  return { user: { id, phone: challenge.phone, createdAt }, isNew: user !== known };
}

/** The one that was used, and every other of the same number and purpose. */
function closeChallenges({ challenges }: Tables, { challenge, now }: SignIn): void {
  for (const each of challenges.group(challenge.phone)) {
    if (each.purpose === challenge.purpose) each.closedAt ??= now;
  }
}

function endReplaced({ sessions, record }: Tables, { replaces, now }: SignIn): void {
  const replaced = replaces && sessions.get(replaces.id);
  if (!replaced || replaced.endedAt !== null) return;
  replaced.endedAt = now;
  record(replaces.audit);
}

function newUser({ users }: Tables, { newUserId, challenge, now }: SignIn): StoredUser {
  const user = { id: newUserId, phone: challenge.phone, createdAt: now, lastSignInAt: now };
  users.add(user);
  return user;
}

/** The number is taken from a user who may not own it any more. */
function setAside(tables: Tables, { audit, moreAuditIds }: SignIn, user: StoredUser): void {
  tables.users.delete(user.id);
  tables.users.add({ ...user, phone: null });
  const event = { ...audit, id: moreAuditIds.setAside, userId: user.id, sessionId: null, detail: null };
  tables.record({ ...event, name: "account-set-aside" });
}

function endSurplus({ sessions, record }: Tables, signIn: SignIn, userId: string): void {
  const { now, idleSince, maxSessions, audit, moreAuditIds } = signIn;
  // The session that begins is the last to go, also where the clock of another instance is ahead.
  const isNew = ({ createdAt }: Session) => Number(createdAt.getTime() === now.getTime());
  const surplus = sessions
    .group(userId)
    .filter((each) => each.endedAt === null && each.expiresAt > now && each.lastUsedAt > idleSince)
    .sort(
      (a, b) =>
        isNew(b) - isNew(a) || b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? 1 : -1),
    )
    .slice(maxSessions);
  for (const each of surplus) each.endedAt = now;
  if (surplus.length === 0) return;
  record({
    ...audit,
    id: moreAuditIds.overLimit,
    name: "sessions-over-limit",
    userId,
    detail: null,
    count: surplus.length,
  });
}
