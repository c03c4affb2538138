import type { OperatorStore } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import { AUDIT_COLUMNS, auditValues } from "./audit.ts";
import type { PrismaClient } from "./client.ts";
import { retryingConflicts } from "./retry.ts";
import { isUuid } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** Each ended session is numbered under a lock that every sign-out needs, so it is held for a moment only. */
const BATCH = 2_000;

type Ending = Parameters<OperatorStore["endSessions"]>[0];

export function prismaOperator(prisma: PrismaClient, statements: Statements): OperatorStore {
  /** The first part is told of in any case, the others where they ended something. */
  async function endSome({ userId, now, newEvent }: Ending, isFirst: boolean): Promise<number> {
    const whose = userId === undefined ? Prisma.sql`TRUE` : Prisma.sql`user_id = ${userId}::uuid`;
    const count = Prisma.sql`(SELECT count(*)::integer FROM ended)`;
    const [row] = await statements.rows<{ count: number }>`
      WITH ended AS (
        UPDATE sessions SET ended_at = ${now}::timestamptz
        WHERE ended_at IS NULL AND id IN (
          SELECT id FROM sessions
          WHERE ended_at IS NULL AND expires_at > ${now}::timestamptz AND created_at <= ${now}::timestamptz AND ${whose}
          ORDER BY id LIMIT ${BATCH} FOR UPDATE
        )
        RETURNING id
      )
      INSERT INTO audit_events (${AUDIT_COLUMNS}) SELECT ${auditValues(newEvent(), { count })}
      WHERE ${isFirst} OR EXISTS (SELECT FROM ended)
      RETURNING count`;
    return row?.count ?? 0;
  }

  return {
    async findUserId(of) {
      if ("id" in of && !isUuid(of.id)) return null;
      const user = await prisma.user.findFirst({ where: of, select: { id: true } });
      return user?.id ?? null;
    },

    async endSessions(end) {
      let ended = 0;
      for (let parts = 0; ; parts += 1) {
        const some = await retryingConflicts(() => endSome(end, parts === 0));
        if (some === 0) return ended;
        ended += some;
      }
    },

    // Numbers that are too large for an array of Prisma's are sent as text. A step of limits does not wait for the disk, an
    // operator's act does.
    async changeCounters({ writes, clear, audit }) {
      const text = (values: readonly unknown[]) => Prisma.sql`${values.map(String)}::text[]`;
      const ends = Prisma.sql`${writes.map(({ endsAt }) => endsAt.toISOString())}::text[]::timestamptz[]`;
      const none = Prisma.sql`ARRAY[]::text[], ARRAY[]::bigint[], ARRAY[]::bigint[], ARRAY[]::integer[]`;
      await prisma.$transaction([
        prisma.$queryRaw`SELECT taken FROM limit_step(${none}, ${text(writes.map(({ series }) => series))},
          ${text(writes.map(({ slice }) => slice))}::bigint[], ${text(writes.map(({ points }) => points))}::integer[],
          ${ends}, ${text(clear)})`,
        prisma.$queryRaw`SELECT set_config('synchronous_commit', 'on', TRUE)`,
        prisma.$executeRaw`INSERT INTO audit_events (${AUDIT_COLUMNS}) VALUES (${auditValues(audit)})`,
      ]);
    },
  };
}
