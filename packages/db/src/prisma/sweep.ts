import type { PrismaClient } from "./client.ts";

const DAY = 86_400_000;
const CHALLENGES_KEPT_FOR = DAY;
const SESSIONS_KEPT_FOR = 30 * DAY;
const DELIVERIES_KEPT_FOR = 90 * DAY;
/** A little more than the database itself insists on. */
const EVENTS_KEPT_FOR = 181 * DAY;
/** Whoever has not read them by then has long dropped what it remembers. */
const REVOCATIONS_KEPT_FOR = DAY / 24;
/** Few enough for a batch to take milliseconds, and not to hold up anybody's sign-in. */
const BATCH = 1_000;

/**
 * Deletes challenges a day after they were opened, sessions thirty days after they ended or expired, deliveries ninety days
 * after they were sent, what was noted of ended sessions after an hour, and audit events after 181 days: by the database's clock, since the database keeps them for 180.
 */
export async function sweep(prisma: PrismaClient, now: Date): Promise<void> {
  const opened = { lte: new Date(now.getTime() - CHALLENGES_KEPT_FOR) };
  await inBatches(() => prisma.challenge.deleteMany({ where: { createdAt: opened }, limit: BATCH }));
  const over = { lte: new Date(now.getTime() - SESSIONS_KEPT_FOR) };
  const where = { OR: [{ endedAt: over }, { expiresAt: over }] };
  await inBatches(() => prisma.session.deleteMany({ where, limit: BATCH }));
  const sent = { lte: new Date(now.getTime() - DELIVERIES_KEPT_FOR) };
  await inBatches(() => prisma.smsDelivery.deleteMany({ where: { createdAt: sent }, limit: BATCH }));
  const clock = await prisma.$queryRaw<[{ now: Date }]>`SELECT now() AS now`;
  const read = { lte: new Date(clock[0].now.getTime() - REVOCATIONS_KEPT_FOR) };
  await inBatches(() => prisma.sessionRevocation.deleteMany({ where: { at: read }, limit: BATCH }));
  const at = { lte: new Date(Math.min(now.getTime(), clock[0].now.getTime()) - EVENTS_KEPT_FOR) };
  await inBatches(() => prisma.auditEvent.deleteMany({ where: { at }, limit: BATCH }));
}

async function inBatches(deleteSome: () => Promise<{ count: number }>): Promise<void> {
  for (;;) {
    const { count } = await deleteSome();
    if (count < BATCH) return;
  }
}
