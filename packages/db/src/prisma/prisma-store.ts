import type { AuthStore, DeliveryStore } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { isUnreachable } from "../postgres/connection-failure.ts";
import { prismaAudit } from "./audit.ts";
import { prismaChallenges } from "./challenges.ts";
import type { PrismaClient } from "./client.ts";
import { prismaCompleteSignIn } from "./complete-sign-in.ts";
import { prismaDeliveries } from "./deliveries.ts";
import { prismaSessions } from "./sessions.ts";
import { sweep } from "./sweep.ts";

/**
 * The store in Postgres. Every decision is made by the database, so any number of instances may share it.
 *
 * Each method throws `AuthError("UNAVAILABLE")` when the database does not answer.
 */
export function createPrismaStore(prisma: PrismaClient): AuthStore & { deliveries: DeliveryStore } {
  const store: AuthStore = refusingWhenUnreachable({
    ...prismaChallenges(prisma),
    ...prismaCompleteSignIn(prisma),
    ...prismaSessions(prisma),
    ...prismaAudit(prisma),
    sweep: (now) => sweep(prisma, now),
    ping: async () => void (await prisma.$queryRaw`SELECT 1`),
    close: () => prisma.$disconnect(),
  });
  return { ...store, deliveries: refusingWhenUnreachable(prismaDeliveries(prisma)) };
}

function refusingWhenUnreachable<T extends Record<keyof T, Method>>(store: T): T {
  const guarded = Object.entries<Method>(store).map(([name, method]) => [name, guard(method)]);
  return sameMethods<T>(Object.fromEntries(guarded));
}

type Method = (...args: never[]) => Promise<unknown>;

function guard(method: Method): Method {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (cause) {
      throw isUnreachable(cause) ? new AuthError("UNAVAILABLE", {}, { cause }) : cause;
    }
  };
}

/** Each method was replaced by one that takes and returns the same. */
function sameMethods<T>(methods: object): T {
  return methods as T;
}
