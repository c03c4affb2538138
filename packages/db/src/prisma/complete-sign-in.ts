import type { ChallengeStore, User } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import { AUDIT_COLUMNS, auditValues } from "./audit.ts";
import { isText, toUser } from "./rows.ts";
import type { Statements } from "./statements.ts";

/**
 * By hand: one statement, so one round trip and one transaction. As Prisma calls it would be a transaction of a dozen
 * round trips, each with the challenge's row locked. Each step takes its rows from the step before, so nothing is
 * written when the challenge could not be closed.
 *
 * `turn` lets the sign-ins of one number go one after the other. Without it, two right codes for two challenges of a
 * number would each close their own and then wait for the other's: a deadlock, which Postgres breaks after a second.
 *
 * `set_aside` takes the number from a user who may not own it any more. `person` joins it to come after it.
 *
 * `replaced` comes before `begun`, which joins it, and so before the count of `surplus`.
 *
 * `surplus` counts by a function of the database, which sees what was committed while this sign-in waited for its turn.
 */
export function prismaCompleteSignIn(statements: Statements): Pick<ChallengeStore, "completeSignIn"> {
  return {
    async completeSignIn(signIn) {
      const { challenge, now, newUserId, session, dormantSince, maxSessions, idleSince, audit, replaces } =
        signIn;
      const { id, seed, phone, purpose } = challenge;
      if (!isText(id)) return null;
      const { overLimit: overLimitId, setAside: setAsideId } = signIn.moreAuditIds;
      const beside = { ...audit, detail: null };
      const overLimit = { ...beside, id: overLimitId, name: "sessions-over-limit" } as const;
      const setAside = { ...beside, id: setAsideId, name: "account-set-aside", sessionId: null } as const;
      const [user] = await statements.rows<User>`
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
        ), set_aside AS (
          UPDATE users SET phone = NULL
          WHERE phone = ${phone} AND last_sign_in_at <= ${dormantSince}::timestamptz AND EXISTS (SELECT FROM closed)
          RETURNING id
        ), person AS (
          INSERT INTO users (id, phone, created_at, last_sign_in_at)
          SELECT ${newUserId}::uuid, ${phone}, ${now}::timestamptz, ${now}::timestamptz
          FROM closed LEFT JOIN set_aside ON true
          ON CONFLICT (phone) DO UPDATE SET last_sign_in_at = excluded.last_sign_in_at
          RETURNING id, phone, created_at
        ), replaced AS (
          UPDATE sessions SET ended_at = ${now}::timestamptz
          WHERE id = ${replaces?.id ?? null}::uuid AND user_id = ${replaces?.userId ?? null}::uuid
            AND ended_at IS NULL AND EXISTS (SELECT FROM closed)
          RETURNING id
        ), begun AS (
          INSERT INTO sessions (id, user_id, secret_hash, previous_secret_hash, rotated_at, created_at, last_used_at,
            network, browser, os, expires_at, ended_at)
          SELECT ${session.id}::uuid, person.id, ${session.secretHash}, ${session.previousSecretHash},
            ${session.rotatedAt}::timestamptz, ${session.createdAt}::timestamptz, ${session.lastUsedAt}::timestamptz,
            ${session.network}, ${session.browser}, ${session.os}, ${session.expiresAt}::timestamptz,
            ${session.endedAt}::timestamptz
          FROM person LEFT JOIN replaced ON true
          RETURNING user_id
        ), surplus AS MATERIALIZED (
          SELECT user_id, end_surplus_sessions(user_id, ${maxSessions}::integer, ${now}::timestamptz,
            ${idleSince}::timestamptz) AS ended
          FROM begun
        ), noted AS (
          INSERT INTO audit_events (${AUDIT_COLUMNS})
          SELECT ${auditValues(audit, { userId: Prisma.sql`id` })} FROM person
          UNION ALL SELECT ${auditValues(setAside, { userId: Prisma.sql`id` })} FROM set_aside
          UNION ALL SELECT ${auditValues(replaces?.audit ?? audit)} FROM replaced
          UNION ALL SELECT ${auditValues(overLimit, { userId: Prisma.sql`user_id`, count: Prisma.sql`ended` })}
          FROM surplus WHERE ended > 0
        )
        SELECT id, phone, created_at AS "createdAt" FROM person`;
      return user ? { user: toUser(user), isNew: user.id === newUserId } : null;
    },
  };
}
