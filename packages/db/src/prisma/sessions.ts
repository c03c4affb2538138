import type { Session, SessionStore, User } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import { AUDIT_COLUMNS, auditValues } from "./audit.ts";
import type { PrismaClient } from "./client.ts";
import { isUuid, toSession, toUser } from "./rows.ts";
import type { Statements } from "./statements.ts";

type SessionAndUser = Session & { phone: User["phone"]; userCreatedAt: Date };

/** By hand where an event is written with the change: one statement, so one round trip and one transaction. */
export function prismaSessions(prisma: PrismaClient, statements: Statements): SessionStore {
  return {
    // By hand: every request of somebody who is signed in asks this, and Prisma would go to the database twice, for
    // the session and then for its user.
    async findSession(id) {
      if (!isUuid(id)) return null;
      const [row] = await statements.rows<SessionAndUser>`
        SELECT session.id, user_id AS "userId", secret_hash AS "secretHash",
          previous_secret_hash AS "previousSecretHash", rotated_at AS "rotatedAt", session.created_at AS "createdAt",
          last_used_at AS "lastUsedAt", network, browser, os, expires_at AS "expiresAt", ended_at AS "endedAt",
          person.phone, person.created_at AS "userCreatedAt"
        FROM sessions AS session JOIN users AS person ON person.id = session.user_id
        WHERE session.id = ${id}::uuid AND person.phone IS NOT NULL`;
      if (!row) return null;
      const user = toUser({ id: row.userId, phone: row.phone, createdAt: row.userCreatedAt });
      return { session: toSession(row), user };
    },

    async touchSession({ id, now, unlessSince, origin: { network, browser, os } }) {
      if (!isUuid(id)) return;
      await prisma.session.updateMany({
        where: { id, endedAt: null, lastUsedAt: { lte: unlessSince } },
        data: { lastUsedAt: now, network, browser, os },
      });
    },

    async rotateSession({ id, now, secretHash, newSecretHash, origin: { network, browser, os }, audit }) {
      if (!isUuid(id)) return false;
      const rotated = await statements.count`
        WITH rotated AS (
          UPDATE sessions SET previous_secret_hash = secret_hash, secret_hash = ${newSecretHash},
            rotated_at = ${now}::timestamptz, last_used_at = ${now}::timestamptz,
            network = ${network}, browser = ${browser}, os = ${os}
          WHERE id = ${id}::uuid AND secret_hash = ${secretHash} AND ended_at IS NULL
          RETURNING id
        )
        INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit)} FROM rotated`;
      return rotated > 0;
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
      const ended = await statements.count`
        WITH ended AS (
          UPDATE sessions SET ended_at = ${now}::timestamptz
          WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND ended_at IS NULL
          RETURNING id
        )
        INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit)} FROM ended`;
      return ended > 0;
    },

    async endOtherSessions({ userId, keepId, now, audit }) {
      const count = Prisma.sql`(SELECT count(*)::integer FROM ended)`;
      const [row] = await statements.rows<{ count: number }>`
        WITH ended AS (
          UPDATE sessions SET ended_at = ${now}::timestamptz
          WHERE user_id = ${userId}::uuid AND id <> ${keepId}::uuid AND ended_at IS NULL
            AND expires_at > ${now}::timestamptz
          RETURNING id
        )
        INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit, { count })}
        RETURNING count`;
      return row?.count ?? 0;
    },
  };
}
