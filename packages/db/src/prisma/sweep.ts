import type { Retention } from "@sixdigit/auth";
import { Prisma } from "../generated/client.ts";
import type { PrismaClient } from "./client.ts";

/** Few enough for a batch to take milliseconds, and not to hold up anybody's sign-in. */
const BATCH = 1_000;

/** One instance at a time: who does not get this lock (for one batch) leaves the work to the one that has it. */
const TURN = Prisma.sql`turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended('sixdigit sweep', 0)) AS mine)`;
/** Rows that somebody uses just now are left for the next time: nothing waits for this, and this waits for nothing. */
const SOME = Prisma.sql`LIMIT ${BATCH} FOR UPDATE OF old SKIP LOCKED`;

/**
 * Deletes what has been kept for long enough, in batches. Audit events go by the database's clock where that is behind,
 * since the database itself keeps them for 180 days.
 */
export async function sweep(prisma: PrismaClient, now: Date, keep: Retention): Promise<void> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const statements = [
    Prisma.sql`WITH ${TURN} DELETE FROM challenges WHERE id IN (
      SELECT old.id FROM challenges AS old, turn
      WHERE turn.mine AND created_at <= ${before(keep.challenges)} ${SOME})`,
    Prisma.sql`WITH ${TURN} DELETE FROM limit_counters WHERE (series, slice) IN (
      SELECT old.series, old.slice FROM limit_counters AS old, turn
      WHERE turn.mine AND ends_at <= ${before(keep.limits)} ${SOME})`,
    Prisma.sql`WITH ${TURN} DELETE FROM sessions WHERE id IN (
      SELECT old.id FROM sessions AS old, turn
      WHERE turn.mine AND (ended_at <= ${before(keep.sessions)} OR expires_at <= ${before(keep.sessions)}) ${SOME})`,
    // Whoever has not read them after an hour has long dropped what it remembers.
    Prisma.sql`WITH ${TURN} DELETE FROM session_revocations WHERE seq IN (
      SELECT old.seq FROM session_revocations AS old, turn
      WHERE turn.mine AND old.at <= now() - interval '1 hour' ${SOME})`,
    Prisma.sql`WITH ${TURN} DELETE FROM sms_deliveries WHERE id IN (
      SELECT old.id FROM sms_deliveries AS old, turn
      WHERE turn.mine AND created_at <= ${before(keep.deliveries)} ${SOME})`,
  ];
  for (const statement of statements) {
    while ((await prisma.$executeRaw(statement)) === BATCH);
  }
  while ((await sweepAudit(prisma, before(keep.audit))) === BATCH);
}

/** The role that runs the server may not delete events; a function of their owner does. @returns how many it deleted */
async function sweepAudit(prisma: PrismaClient, before: Date): Promise<number> {
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    WITH ${TURN} SELECT CASE WHEN mine THEN sweep_audit_events(${before}, ${BATCH}::int) ELSE 0 END AS count FROM turn`;
  return row?.count ?? 0;
}
