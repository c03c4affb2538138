import type { Challenge, ChallengeStore } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import { AUDIT_COLUMNS, auditValues } from "./audit.ts";
import type { PrismaClient } from "./client.ts";
import { isText, toChallenge } from "./rows.ts";
import type { Statements } from "./statements.ts";

const CHALLENGE_COLUMNS = Prisma.sql`id, phone, purpose, seed, key_id AS "keyId", code_length AS "codeLength",
  created_at AS "createdAt", expires_at AS "expiresAt", last_sent_at AS "lastSentAt",
  holder_attempts AS "holderAttempts", stranger_attempts AS "strangerAttempts", sends, charges, closed_at AS "closedAt"`;

export function prismaChallenges(
  prisma: PrismaClient,
  statements: Statements,
): Omit<ChallengeStore, "completeSignIn"> {
  return {
    // By hand, as all that writes an event with a change: one statement is one round trip and one transaction.
    async openChallenge(challenge, audit) {
      const opened = await statements.count`
        WITH opened AS (INSERT INTO challenges (id, phone, purpose, seed, key_id, code_length, created_at, expires_at, last_sent_at,
          holder_attempts, stranger_attempts, sends, charges, closed_at)
        VALUES (${challenge.id}, ${challenge.phone}, ${challenge.purpose}, ${challenge.seed}, ${challenge.keyId},
          ${challenge.codeLength}, ${challenge.createdAt}::timestamptz, ${challenge.expiresAt}::timestamptz,
          ${challenge.lastSentAt}::timestamptz, ${challenge.holderAttempts}, ${challenge.strangerAttempts},
          ${challenge.sends}, ${challenge.charges}, ${challenge.closedAt}::timestamptz)
          ON CONFLICT (id) DO NOTHING RETURNING id)
        INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit)} FROM opened`;
      return opened > 0;
    },

    async findChallenge(id) {
      const found = isText(id) ? await prisma.challenge.findUnique({ where: { id } }) : null;
      return found && toChallenge(found);
    },

    async lastSend(phone, purpose) {
      return prisma.challenge.findFirst({
        where: { phone, purpose },
        orderBy: [{ lastSentAt: "desc" }, { sends: "desc" }],
        select: { lastSentAt: true, sends: true },
      });
    },

    async claimSend({ id, now, expected, charges, renewal, audit }) {
      if (!isText(id)) return null;
      const [claimed] = await statements.rows<Challenge>`
        WITH claimed AS (
          UPDATE challenges SET last_sent_at = ${now}::timestamptz, charges = ${charges}, sends = sends + 1,
            seed = coalesce(${renewal?.seed ?? null}, seed),
            key_id = coalesce(${renewal?.keyId ?? null}, key_id),
            expires_at = coalesce(${renewal?.expiresAt ?? null}::timestamptz, expires_at)
          WHERE id = ${id} AND closed_at IS NULL AND last_sent_at = ${expected.lastSentAt}::timestamptz
            AND seed = ${expected.seed}
          RETURNING ${CHALLENGE_COLUMNS}
        ), noted AS (
          INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit)} FROM claimed
        )
        SELECT * FROM claimed`;
      return claimed ? toChallenge(claimed) : null;
    },

    // One conditional UPDATE: any number of them at once, and Postgres grants as many as there are attempts.
    async claimHolderAttempt({ id, maxAttempts, now }) {
      if (!isText(id)) return null;
      const [claimed] = await statements.rows<Challenge>`
        UPDATE challenges SET holder_attempts = holder_attempts + 1
        WHERE id = ${id} AND holder_attempts < ${maxAttempts} AND closed_at IS NULL AND expires_at > ${now}
        RETURNING ${CHALLENGE_COLUMNS}`;
      return claimed ? toChallenge(claimed) : null;
    },

    // By hand: which challenge is the newest and whether it has an attempt left is one statement, where Prisma needs a
    // read and a write, and between them another challenge could be opened. The outer conditions are asked again when
    // the row turns out to have changed meanwhile; that is what makes them exact.
    async claimStrangerAttempt({ phone, purpose, maxAttempts, now }) {
      const [claimed] = await statements.rows<Challenge>`
        UPDATE challenges SET stranger_attempts = stranger_attempts + 1
        WHERE id = (
            SELECT id FROM challenges
            WHERE phone = ${phone} AND purpose = ${purpose} AND closed_at IS NULL AND expires_at > ${now}
            ORDER BY created_at DESC, opened_as DESC
            LIMIT 1
          )
          AND stranger_attempts < ${maxAttempts} AND closed_at IS NULL AND expires_at > ${now}
        RETURNING ${CHALLENGE_COLUMNS}`;
      return claimed ? toChallenge(claimed) : null;
    },
  };
}
