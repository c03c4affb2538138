import type { Challenge, ChallengeStore } from "@sixdigit/auth";
import type { PrismaClient } from "./client.ts";
import { isText, toChallenge } from "./rows.ts";

export function prismaChallenges(prisma: PrismaClient): Omit<ChallengeStore, "completeSignIn"> {
  return {
    async openChallenge(challenge) {
      await prisma.challenge.create({ data: toChallenge(challenge), select: { id: true } });
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

    async claimSend({ id, now, expected, charges, renewal }) {
      if (!isText(id)) return null;
      const [claimed] = await prisma.challenge.updateManyAndReturn({
        where: { id, closedAt: null, lastSentAt: expected.lastSentAt, seed: expected.seed },
        data: { ...renewal, lastSentAt: now, charges, sends: { increment: 1 } },
      });
      return claimed ? toChallenge(claimed) : null;
    },

    // One conditional UPDATE: any number of them at once, and Postgres grants as many as there are attempts.
    async claimHolderAttempt({ id, maxAttempts, now }) {
      if (!isText(id)) return null;
      const [claimed] = await prisma.challenge.updateManyAndReturn({
        where: { id, closedAt: null, expiresAt: { gt: now }, holderAttempts: { lt: maxAttempts } },
        data: { holderAttempts: { increment: 1 } },
      });
      return claimed ? toChallenge(claimed) : null;
    },

    // By hand: which challenge is the newest and whether it has an attempt left is one statement, where Prisma needs a
    // read and a write, and between them another challenge could be opened. The outer conditions are asked again when
    // the row turns out to have changed meanwhile; that is what makes them exact.
    async claimStrangerAttempt({ phone, purpose, maxAttempts, now }) {
      const [claimed] = await prisma.$queryRaw<Challenge[]>`
        UPDATE challenges SET stranger_attempts = stranger_attempts + 1
        WHERE id = (
            SELECT id FROM challenges
            WHERE phone = ${phone} AND purpose = ${purpose} AND closed_at IS NULL AND expires_at > ${now}
            ORDER BY created_at DESC, opened_as DESC
            LIMIT 1
          )
          AND stranger_attempts < ${maxAttempts} AND closed_at IS NULL AND expires_at > ${now}
        RETURNING id, phone, purpose, seed, key_id AS "keyId", code_length AS "codeLength",
          created_at AS "createdAt", expires_at AS "expiresAt", last_sent_at AS "lastSentAt",
          holder_attempts AS "holderAttempts", stranger_attempts AS "strangerAttempts", sends, charges, closed_at AS "closedAt"`;
      return claimed ? toChallenge(claimed) : null;
    },
  };
}
