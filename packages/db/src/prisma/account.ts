import type { AccountStore } from "@sixdigit/auth";
import { AUDIT_COLUMNS, auditValues } from "./audit.ts";
import type { PrismaClient } from "./client.ts";
import { isUuid, toAuditEvent } from "./rows.ts";

const MOST = 1_000;

export function prismaAccount(prisma: PrismaClient): AccountStore {
  return {
    // In turn with the sign-ins of the number: one that is being written is deleted too, or begins a new account. All of it
    // hangs on the user's row: who deletes an account that is gone must not touch who has the number now.
    async deleteAccount({ userId, phone, phoneHash, audit }) {
      if (!isUuid(userId)) return false;
      const [, deleted] = await prisma.$transaction([
        prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${phone}, 0))`,
        prisma.$executeRaw`
          WITH gone AS (DELETE FROM users WHERE id = ${userId}::uuid RETURNING id),
          ended AS (DELETE FROM challenges WHERE phone = ${phone} AND EXISTS (SELECT FROM gone)),
          blanked AS (UPDATE sms_deliveries SET phone_hash = ''
            WHERE phone_hash = ${phoneHash} AND EXISTS (SELECT FROM gone))
          INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(audit)} FROM gone`,
      ]);
      return deleted > 0;
    },

    async readAccount({ userId, phoneHash }) {
      if (!isUuid(userId)) return { sessions: [], events: [], messages: [] };
      const [sessions, events, messages] = await Promise.all([
        prisma.session.findMany({
          where: { userId },
          omit: { secretHash: true, previousSecretHash: true },
          orderBy: { createdAt: "desc" },
          take: MOST,
        }),
        prisma.auditEvent.findMany({ where: { userId }, orderBy: { at: "desc" }, take: MOST }),
        prisma.smsDelivery.findMany({
          where: { phoneHash },
          select: { createdAt: true, country: true, provider: true, status: true },
          orderBy: { createdAt: "desc" },
          take: MOST,
        }),
      ]);
      return { sessions, events: events.map(toAuditEvent), messages: messages.map(toMessage) };
    },
  };
}

type Message = Awaited<ReturnType<AccountStore["readAccount"]>>["messages"][number];
/** What was written came from the domain, so it can be read back as it. */
function toMessage(row: Omit<Message, "status"> & { status: string }): Message {
  return { ...row, status: row.status as Message["status"] };
}
