import type { AuditEvent, AuthStore, DeliveryStore, Retention } from "@sixdigit/auth";
import { defaultRetention } from "../retention.ts";
import { memoryAccount } from "./account.ts";
import { memoryAudit } from "./audit.ts";
import { memoryChallenges } from "./challenges.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { memoryDeliveries } from "./deliveries.ts";
import { memorySessions } from "./sessions.ts";
import { createTables } from "./tables.ts";

export type MemoryStore = AuthStore & {
  deliveries: DeliveryStore;
  /** What was recorded, the latest last; the 10,000 newest are kept. */
  auditEvents(): readonly AuditEvent[];
  counts(): { users: number; sessions: number; challenges: number };
};

/**
 * Keeps everything in this process: for development and tests. It is lost with the process and shared with no other.
 *
 * @param options.maxRows at most so many challenges, sessions and users each (100,000 of each take about half a gigabyte)
 */
export function createMemoryStore({
  maxRows = 100_000,
  retention = defaultRetention,
}: {
  maxRows?: number;
  retention?: Retention;
} = {}): MemoryStore {
  const tables = createTables(maxRows, retention);
  const deliveries = memoryDeliveries();
  return {
    ...memoryChallenges(tables),
    ...memorySessions(tables),
    ...memoryAudit(tables),
    ...memoryAccount(tables, deliveries),
    completeSignIn: async (signIn) => completeSignIn(tables, signIn),
    sweep: async (now) => tables.sweep(now),
    countLiveSessions: async (now) =>
      [...tables.sessions.values()].filter((each) => each.endedAt === null && each.expiresAt > now).length,
    ping: async () => {},
    close: async () => {},
    deliveries,
    auditEvents: () => tables.auditEvents,
    counts: () => ({
      users: tables.users.size,
      sessions: tables.sessions.size,
      challenges: tables.challenges.size,
    }),
  };
}
