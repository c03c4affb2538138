import type { AuditEvent, AuthStore, Challenge, Session, User } from "@sixdigit/auth";

/**
 * The store as one would write it on a blackboard: lists, and each rule in the words of the port. The other two are
 * compared with it.
 */
export function createSimpleStore(): AuthStore & { auditEvents: AuditEvent[] } {
  let challenges: Challenge[] = [];
  let sessions: Session[] = [];
  const users: User[] = [];
  const auditEvents: AuditEvent[] = [];

  const isGuessable = (each: Challenge, now: Date) => each.closedAt === null && now < each.expiresAt;
  const isOver = (each: Session, since: Date) =>
    each.expiresAt <= since || (each.endedAt !== null && each.endedAt <= since);
  const copy = <T extends object>(row: T | undefined): T | null => (row ? { ...row } : null);
  const newestFirst = (phone: string, purpose: string) =>
    challenges
      .filter((each) => each.phone === phone && each.purpose === purpose)
      .toReversed()
      .sort((a, b) => Number(b.createdAt) - Number(a.createdAt));

  return {
    auditEvents,
    async openChallenge(challenge) {
      challenges.push({ ...challenge });
    },
    findChallenge: async (id) => copy(challenges.find((each) => each.id === id)),
    async lastSend(phone, purpose) {
      const sent = newestFirst(phone, purpose).map(({ lastSentAt, sends }) => ({ lastSentAt, sends }));
      return sent.sort((a, b) => Number(b.lastSentAt) - Number(a.lastSentAt) || b.sends - a.sends)[0] ?? null;
    },
    async claimSend({ id, now, expected, charges, renewal }) {
      const found = challenges.find((each) => each.id === id && each.closedAt === null);
      if (found?.seed !== expected.seed || Number(found.lastSentAt) !== Number(expected.lastSentAt))
        return null;
      return copy(Object.assign(found, renewal, { lastSentAt: now, charges, sends: found.sends + 1 }));
    },
    async claimHolderAttempt({ id, maxAttempts, now }) {
      const found = challenges.find((each) => each.id === id && isGuessable(each, now));
      if (!found || found.holderAttempts >= maxAttempts) return null;
      found.holderAttempts++;
      return copy(found);
    },
    async claimStrangerAttempt({ phone, purpose, maxAttempts, now }) {
      const found = newestFirst(phone, purpose).find((each) => isGuessable(each, now));
      if (!found || found.strangerAttempts >= maxAttempts) return null;
      found.strangerAttempts++;
      return copy(found);
    },
    async completeSignIn({ challenge, now, newUserId, session, auditId, auditName }) {
      const { id, seed, phone, purpose } = challenge;
      const found = challenges.find((each) => each.id === id && each.seed === seed && isGuessable(each, now));
      if (!found) return null;
      for (const each of newestFirst(phone, purpose)) each.closedAt ??= now;
      const known = users.find((each) => each.phone === phone);
      const user = known ?? { id: newUserId, phone, createdAt: now };
      if (!known) users.push(user);
      sessions.push({ ...session, userId: user.id });
      auditEvents.push({ id: auditId, at: now, name: auditName, userId: user.id, sessionId: session.id });
      return { user: { ...user }, isNew: !known };
    },
    async findSession(id) {
      const session = sessions.find((each) => each.id === id);
      const user = users.find((each) => each.id === session?.userId);
      return session && user ? { session: { ...session }, user: { ...user } } : null;
    },
    async touchSession({ id, now, unlessSince }) {
      const found = sessions.find((each) => each.id === id && each.endedAt === null);
      if (found && found.lastUsedAt <= unlessSince) found.lastUsedAt = now;
    },
    async listSessions(userId, now) {
      return sessions
        .filter((each) => each.userId === userId && each.endedAt === null && each.expiresAt > now)
        .sort((a, b) => Number(b.lastUsedAt) - Number(a.lastUsedAt) || (a.id < b.id ? 1 : -1))
        .map((each) => ({ ...each }));
    },
    async endSession({ id, userId, now, audit }) {
      const found = sessions.find(
        (each) => each.id === id && each.userId === userId && each.endedAt === null,
      );
      if (!found) return false;
      found.endedAt = now;
      auditEvents.push(audit);
      return true;
    },
    async endOtherSessions({ userId, keepId, now, audit }) {
      const others = sessions.filter(
        (each) =>
          each.userId === userId && each.id !== keepId && each.endedAt === null && each.expiresAt > now,
      );
      for (const each of others) each.endedAt = now;
      auditEvents.push(audit);
      return others.length;
    },
    async sweep(now) {
      const daysAgo = (days: number) => new Date(Number(now) - days * 86_400_000);
      challenges = challenges.filter((each) => each.createdAt > daysAgo(1));
      sessions = sessions.filter((each) => !isOver(each, daysAgo(30)));
    },
    ping: async () => {},
    close: async () => {},
  };
}
