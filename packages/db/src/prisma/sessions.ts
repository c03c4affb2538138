import type { Session, SessionStore, User } from "@sixdigit/auth";
import type { PrismaClient } from "./client.ts";
import { isUuid, toSession, toUser } from "./rows.ts";

type SessionAndUser = Session & { phone: User["phone"]; userCreatedAt: Date };

export function prismaSessions(prisma: PrismaClient): SessionStore {
  return {
    // By hand: every request of somebody who is signed in asks this, and Prisma would go to the database twice, for
    // the session and then for its user.
    async findSession(id) {
      if (!isUuid(id)) return null;
      const [row] = await prisma.$queryRaw<SessionAndUser[]>`
        SELECT session.id, user_id AS "userId", secret_hash AS "secretHash", session.created_at AS "createdAt",
          last_used_at AS "lastUsedAt", expires_at AS "expiresAt", ended_at AS "endedAt",
          person.phone, person.created_at AS "userCreatedAt"
        FROM sessions AS session JOIN users AS person ON person.id = session.user_id
        WHERE session.id = ${id}::uuid`;
      if (!row) return null;
      const user = toUser({ id: row.userId, phone: row.phone, createdAt: row.userCreatedAt });
      return { session: toSession(row), user };
    },

    async touchSession({ id, now, unlessSince }) {
      if (!isUuid(id)) return;
      await prisma.session.updateMany({
        where: { id, endedAt: null, lastUsedAt: { lte: unlessSince } },
        data: { lastUsedAt: now },
      });
    },

    async listSessions(userId, now) {
      if (!isUuid(userId)) return [];
      const rows = await prisma.session.findMany({
        where: { userId, endedAt: null, expiresAt: { gt: now } },
        orderBy: [{ lastUsedAt: "desc" }, { id: "desc" }],
      });
      return rows.map(toSession);
    },

    async endSession({ id, userId, now, audit }) {
      if (!isUuid(id) || !isUuid(userId)) return false;
      return prisma.$transaction(async (transaction) => {
        const { count } = await transaction.session.updateMany({
          where: { id, userId, endedAt: null },
          data: { endedAt: now },
        });
        if (count > 0) await transaction.auditEvent.create({ data: audit, select: { id: true } });
        return count > 0;
      });
    },

    async endOtherSessions({ userId, keepId, now, audit }) {
      const [{ count }] = await prisma.$transaction([
        prisma.session.updateMany({
          where: { userId, id: { not: keepId }, endedAt: null, expiresAt: { gt: now } },
          data: { endedAt: now },
        }),
        prisma.auditEvent.create({ data: audit, select: { id: true } }),
      ]);
      return count;
    },
  };
}
