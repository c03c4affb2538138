import type { AuditEvent, AuditStore } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import type { PrismaClient } from "./client.ts";
import { isUuid, toAuditEvent } from "./rows.ts";
import type { Statements } from "./statements.ts";

export function prismaAudit(prisma: PrismaClient, statements: Statements): AuditStore {
  return {
    async recordEvent(event) {
      await statements.count`INSERT INTO audit_events (${AUDIT_COLUMNS}) VALUES (${auditValues(event)})`;
    },

    async listEvents({ userId, names, limit }) {
      if (!isUuid(userId)) return [];
      const rows = await prisma.auditEvent.findMany({
        where: { userId, name: { in: [...names] } },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map(toAuditEvent);
    },
  };
}

/** For statements that write an event with the change it tells of: the columns, and the values in their order. */
export const AUDIT_COLUMNS = Prisma.sql`id, at, name, user_id, session_id, phone_hash, network, browser, os, detail, count`;

/** Of the values a statement can give some itself, from the rows that it changes. */
export function auditValues(
  event: AuditEvent,
  given: { userId?: Prisma.Sql; count?: Prisma.Sql } = {},
): Prisma.Sql {
  const { id, at, name, sessionId, phoneHash, network, browser, os, detail } = event;
  return Prisma.sql`${id}::uuid, ${at}::timestamptz, ${name}::text, ${given.userId ?? Prisma.sql`${event.userId}::uuid`},
    ${sessionId}::uuid, ${phoneHash}::text, ${network}::text, ${browser}::text, ${os}::text, ${detail}::text,
    ${given.count ?? Prisma.sql`${event.count}::integer`}`;
}
