import type { Session, SessionStore } from "@sixdigit/auth";
import type { Tables } from "./tables.ts";

export function memorySessions(tables: Tables): SessionStore {
  const { sessions, users } = tables;

  function live(userId: string): Session[] {
    return sessions.group(userId).filter((each) => each.endedAt === null);
  }

  return {
    async findSession(id) {
      const session = sessions.get(id);
      const user = session && users.get(session.userId);
      if (!session || !user || user.phone === null) return null;
      const { id: userId, phone, createdAt } = user;
      return { session: { ...session }, user: { id: userId, phone, createdAt } };
    },

    async touchSession({ id, now, unlessSince, origin }) {
      const session = sessions.get(id);
      if (session?.endedAt !== null || session.lastUsedAt > unlessSince) return;
      Object.assign(session, origin, { lastUsedAt: now });
    },

    async rotateSession({ id, now, secretHash, newSecretHash, origin, audit }) {
      const session = sessions.get(id);
      if (session?.endedAt !== null || session.secretHash !== secretHash) return false;
      Object.assign(session, origin, { lastUsedAt: now, rotatedAt: now });
      Object.assign(session, { secretHash: newSecretHash, previousSecretHash: secretHash });
      tables.record(audit);
      return true;
    },

    async listSessions(userId, now) {
      return live(userId)
        .filter((each) => each.expiresAt > now)
        .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? 1 : -1))
        .map((each) => ({ ...each }));
    },

    async endSession({ id, userId, now, audit }) {
      const session = live(userId).find((each) => each.id === id);
      if (!session) return false;
      session.endedAt = now;
      tables.record(audit);
      return true;
    },

    async endOtherSessions({ userId, keepId, now, audit }) {
      const others = live(userId).filter((each) => each.id !== keepId && each.expiresAt > now);
      for (const session of others) session.endedAt = now;
      tables.record({ ...audit, count: others.length });
      return others.length;
    },
  };
}
