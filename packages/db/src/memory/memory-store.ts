import type { AuditEvent, AuthStore, DeliveryStore, SignIn, User } from "@sixdigit/auth";
import { isGuessable, memoryChallenges } from "./challenges.ts";
import { memoryDeliveries } from "./deliveries.ts";
import { memorySessions } from "./sessions.ts";
import { createTables, type Tables } from "./tables.ts";

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
export function createMemoryStore({ maxRows = 100_000 }: { maxRows?: number } = {}): MemoryStore {
  const tables = createTables(maxRows);
  return {
    ...memoryChallenges(tables),
    ...memorySessions(tables),
    completeSignIn: async (signIn) => completeSignIn(tables, signIn),
    sweep: async (now) => tables.sweep(now),
    ping: async () => {},
    close: async () => {},
    deliveries: memoryDeliveries(),
    auditEvents: () => tables.auditEvents,
    counts: () => ({
      users: tables.users.size,
      sessions: tables.sessions.size,
      challenges: tables.challenges.size,
    }),
  };
}

function completeSignIn(tables: Tables, signIn: SignIn): { user: User; isNew: boolean } | null {
  const { challenge, now, session } = signIn;
  const open = tables.challenges.get(challenge.id);
  if (!open || !isGuessable(open, now) || open.seed !== challenge.seed) return null;
  const known = tables.users.group(challenge.phone)[0];
  if (!known) tables.makeRoom(tables.users, now);
  tables.makeRoom(tables.sessions, now);

  closeChallenges(tables, signIn);
  const user = known ?? { id: signIn.newUserId, phone: challenge.phone, createdAt: now };
  if (!known) tables.users.add(user);
  tables.sessions.add({ ...session, userId: user.id });
  tables.record({
    id: signIn.auditId,
    at: now,
    name: signIn.auditName,
    userId: user.id,
    sessionId: session.id,
  });
  return { user: { ...user }, isNew: known === undefined };
}

/** The one that was used, and every other of the same number and purpose. */
function closeChallenges({ challenges }: Tables, { challenge, now }: SignIn): void {
  for (const each of challenges.group(challenge.phone)) {
    if (each.purpose === challenge.purpose) each.closedAt ??= now;
  }
}
