import type { AuthStore, DeliveryStore, OperatorStore, Retention } from "@sixdigit/auth";
import { prismaAccount } from "./account.ts";
import { prismaAudit } from "./audit.ts";
import { prismaChallenges } from "./challenges.ts";
import type { Database } from "./client.ts";
import { prismaCompleteSignIn } from "./complete-sign-in.ts";
import { prismaDeliveries } from "./deliveries.ts";
import { guarded } from "./guard.ts";
import { prismaOperator } from "./operator.ts";
import { prismaSessions } from "./sessions.ts";
import { sweep } from "./sweep.ts";

const LONG_MS = 10 * 60_000;

/**
 * The store in Postgres. Every decision is made by the database, so any number of instances may share it.
 *
 * Each method throws `AuthError("UNAVAILABLE")` when the database does not answer within `answerMs`.
 */
export function createPrismaStore(
  { prisma, statements, close }: Database,
  { answerMs, retention }: { answerMs: number; retention: Retention },
): AuthStore & { deliveries: DeliveryStore; operator: OperatorStore } {
  const store: Omit<AuthStore, "sweep" | "close"> = {
    ...prismaChallenges(prisma, statements),
    ...prismaCompleteSignIn(statements),
    ...prismaSessions(prisma, statements),
    ...prismaAudit(prisma, statements),
    ...prismaAccount(prisma),
    countLiveSessions: (now) => prisma.session.count({ where: { endedAt: null, expiresAt: { gt: now } } }),
    ping: async () => void (await statements.rows`SELECT 1`),
  };
  return {
    ...guarded(store, answerMs),
    // It takes as long as it takes: nobody waits for it.
    ...guarded({ sweep: (now: Date) => sweep(prisma, now, retention) }, LONG_MS),
    close,
    deliveries: guarded(prismaDeliveries(prisma, statements), answerMs),
    operator: guarded(prismaOperator(prisma, statements), LONG_MS),
  };
}
