import type { ChallengeStore, User } from "@sixdigit/auth";
import type { PrismaClient } from "./client.ts";
import { isText, toUser } from "./rows.ts";

/**
 * By hand: one statement, so one round trip and one transaction. As Prisma calls it would be a transaction of eight
 * round trips, each with the challenge's row locked. Each step takes its rows from the step before, so nothing is
 * written when the challenge could not be closed.
 *
 * `turn` lets the sign-ins of one number go one after the other. Without it, two right codes for two challenges of a
 * number would each close their own and then wait for the other's: a deadlock, which Postgres breaks after a second.
 *
 * `person` writes a known user's phone again, as it was: a conflict that does nothing would return no row.
 */
export function prismaCompleteSignIn(prisma: PrismaClient): Pick<ChallengeStore, "completeSignIn"> {
  return {
    async completeSignIn({
      challenge: { id, seed, phone, purpose },
      now,
      newUserId,
      session,
      auditId,
      auditName,
    }) {
      if (!isText(id)) return null;
      const [user] = await prisma.$queryRaw<User[]>`
        WITH turn AS MATERIALIZED (
          SELECT pg_advisory_xact_lock(hashtextextended(${phone}, 0))
        ), closed AS (
          UPDATE challenges SET closed_at = ${now}
          WHERE id = ${id} AND seed = ${seed} AND closed_at IS NULL AND expires_at > ${now}
            AND EXISTS (SELECT FROM turn)
          RETURNING id
        ), others AS (
          UPDATE challenges SET closed_at = ${now}
          WHERE phone = ${phone} AND purpose = ${purpose} AND closed_at IS NULL AND id <> ${id}
            AND EXISTS (SELECT FROM closed)
        ), person AS (
          INSERT INTO users (id, phone, created_at)
          SELECT ${newUserId}::uuid, ${phone}, ${now}::timestamptz FROM closed
          ON CONFLICT (phone) DO UPDATE SET phone = excluded.phone
          RETURNING id, phone, created_at
        ), begun AS (
          INSERT INTO sessions (id, user_id, secret_hash, created_at, last_used_at, expires_at, ended_at)
          SELECT ${session.id}::uuid, id, ${session.secretHash}, ${session.createdAt}::timestamptz,
            ${session.lastUsedAt}::timestamptz, ${session.expiresAt}::timestamptz, ${session.endedAt}::timestamptz
          FROM person
        ), noted AS (
          INSERT INTO audit_events (id, at, name, user_id, session_id)
          SELECT ${auditId}::uuid, ${now}::timestamptz, ${auditName}, id, ${session.id}::uuid FROM person
        )
        SELECT id, phone, created_at AS "createdAt" FROM person`;
      return user ? { user: toUser(user), isNew: user.id === newUserId } : null;
    },
  };
}
