import type { AuditEvent, AuthStore, Challenge, Session, User } from "@sixdigit/auth";

/**
 * The store as one would write it on a blackboard: lists, and each rule in the words of the port. The other two are
 * compared with it.
 */
export function createSimpleStore(): AuthStore & { auditEvents: AuditEvent[] } {
  let challenges: Challenge[] = [];
  let sessions: Session[] = [];
  const users: (Omit<User, "phone"> & { phone: User["phone"] | null; lastSignInAt: Date })[] = [];
  const auditEvents: AuditEvent[] = [];

  const isGuessable = (each: Challenge, now: Date) => each.closedAt === null && now < each.expiresAt;
  const isLive = (each: Session, now: Date) => each.endedAt === null && each.expiresAt > now;
  const latestUsedFirst = (a: Session, b: Session) =>
    Number(b.lastUsedAt) - Number(a.lastUsedAt) || (a.id < b.id ? 1 : -1);
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
    async openChallenge(challenge, audit) {
      if (challenges.some(({ id }) => id === challenge.id)) return false;
      challenges.push({ ...challenge });
      auditEvents.push(audit);
      return true;
    },
    findChallenge: async (id) => copy(challenges.find((each) => each.id === id)),
    async lastSend(phone, purpose) {
      const sent = newestFirst(phone, purpose).map(({ lastSentAt, sends }) => ({ lastSentAt, sends }));
      return sent.sort((a, b) => Number(b.lastSentAt) - Number(a.lastSentAt) || b.sends - a.sends)[0] ?? null;
    },
    async claimSend({ id, now, expected, charges, renewal, audit }) {
      const found = challenges.find((each) => each.id === id && each.closedAt === null);
      if (found?.seed !== expected.seed || Number(found.lastSentAt) !== Number(expected.lastSentAt))
        return null;
      auditEvents.push(audit);
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
    async completeSignIn(signIn) {
      const { challenge, now, newUserId, session, audit, moreAuditIds } = signIn;
      const { id, seed, phone, purpose } = challenge;
      const found = challenges.find((each) => each.id === id && each.seed === seed && isGuessable(each, now));
      if (!found) return null;
      for (const each of newestFirst(phone, purpose)) each.closedAt ??= now;
      const owner = users.find((each) => each.phone === phone);
      const isDormant = owner && owner.lastSignInAt <= signIn.dormantSince;
      if (isDormant) {
        owner.phone = null;
        const event = { ...audit, id: moreAuditIds.setAside, userId: owner.id, sessionId: null };
        auditEvents.push({ ...event, name: "account-set-aside" });
      }
      const user = owner && !isDormant ? owner : { id: newUserId, phone, createdAt: now, lastSignInAt: now };
      if (user !== owner) users.push(user);
      user.lastSignInAt = now;
      sessions.push({ ...session, userId: user.id });
      auditEvents.push({ ...audit, userId: user.id });
      const live = sessions.filter((each) => each.userId === user.id && isLive(each, now));
      const surplus = live.filter((each) => each.lastUsedAt > signIn.idleSince).sort(latestUsedFirst);
      surplus.sort(
        (a, b) => Number(Number(b.createdAt) === Number(now)) - Number(Number(a.createdAt) === Number(now)),
      );
      const ended = surplus.slice(signIn.maxSessions);
      for (const each of ended) each.endedAt = now;
      if (ended.length > 0) {
        const event = { ...audit, id: moreAuditIds.overLimit, userId: user.id, count: ended.length };
        auditEvents.push({ ...event, name: "sessions-over-limit" });
      }
      return { user: { id: user.id, phone, createdAt: user.createdAt }, isNew: user !== owner };
    },
    async findSession(id) {
      const session = sessions.find((each) => each.id === id);
      const user = users.find((each) => each.id === session?.userId);
      if (!session || !user?.phone) return null;
      const { id: userId, phone, createdAt } = user;
      return { session: { ...session }, user: { id: userId, phone, createdAt } };
    },
    async touchSession({ id, now, unlessSince, origin }) {
      const found = sessions.find((each) => each.id === id && each.endedAt === null);
      if (found && found.lastUsedAt <= unlessSince) Object.assign(found, origin, { lastUsedAt: now });
    },
    async rotateSession({ id, now, secretHash, newSecretHash, origin, audit }) {
      const found = sessions.find((each) => each.id === id && each.endedAt === null);
      if (found?.secretHash !== secretHash) return false;
      const secrets = { secretHash: newSecretHash, previousSecretHash: secretHash, rotatedAt: now };
      Object.assign(found, origin, secrets, { lastUsedAt: now });
      auditEvents.push(audit);
      return true;
    },
    async listSessions(userId, now) {
      return sessions
        .filter((each) => each.userId === userId && isLive(each, now))
        .sort(latestUsedFirst)
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
        (each) => each.userId === userId && each.id !== keepId && isLive(each, now),
      );
      for (const each of others) each.endedAt = now;
      auditEvents.push({ ...audit, count: others.length });
      return others.length;
    },
    async recordEvent(event) {
      auditEvents.push(event);
    },
    async listEvents({ userId, names, limit }) {
      return auditEvents
        .filter((each) => each.userId === userId && names.includes(each.name))
        .sort((a, b) => Number(b.at) - Number(a.at) || (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    },
    async sweep(now) {
      const daysAgo = (days: number) => new Date(Number(now) - days * 86_400_000);
      challenges = challenges.filter((each) => each.createdAt > daysAgo(1));
      sessions = sessions.filter((each) => !isOver(each, daysAgo(30)));
    },
    countLiveSessions: async (now) =>
      sessions.filter((each) => each.endedAt === null && each.expiresAt > now).length,
    async deleteAccount({ userId, phone, audit }) {
      const index = users.findIndex((each) => each.id === userId);
      if (index < 0) return false;
      users.splice(index, 1);
      challenges = challenges.filter((each) => each.phone !== phone);
      sessions = sessions.filter((each) => each.userId !== userId);
      auditEvents.push(audit);
      return true;
    },
    // Of messages it knows nothing.
    readAccount: async ({ userId }) => ({
      sessions: sessions
        .filter((each) => each.userId === userId)
        .map(({ secretHash, previousSecretHash, ...shown }) => shown),
      events: auditEvents.filter((each) => each.userId === userId),
      messages: [],
    }),
    ping: async () => {},
    close: async () => {},
  };
}
