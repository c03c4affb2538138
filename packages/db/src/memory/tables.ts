import type { AuditEvent, Challenge, Retention, Session, User } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { createGroupedMap } from "./grouped-map.ts";

const DAY = 86_400_000;
/** By then every challenge is over. */
const CHALLENGES_NEEDED_FOR = DAY / 24;
/** How often a full map is searched for room, so that refusals are cheap. */
const SEARCH_INTERVAL = 5_000;
const AUDIT_EVENTS_KEPT = 10_000;

/** A user, who may have lost the number to a new one. */
export type StoredUser = Omit<User, "phone"> & { phone: User["phone"] | null; lastSignInAt: Date };

export type Tables = ReturnType<typeof createTables>;

/**
 * The maps behind the in-memory store, and the bound on them: at most `maxRows` challenges, sessions and users each. In
 * a full store what is over goes early; if that makes no room, the call is refused as `UNAVAILABLE`. Nothing live is ever
 * dropped.
 */
export function createTables(maxRows: number, keep: Pick<Retention, "challenges" | "sessions">) {
  const challenges = createGroupedMap<Challenge>(({ phone }) => phone);
  const sessions = createGroupedMap<Session>(({ userId }) => userId);
  const users = createGroupedMap<StoredUser>(({ phone }) => phone ?? "none");
  const auditEvents: AuditEvent[] = [];

  let searchedAt = Number.NEGATIVE_INFINITY;

  function sweep(now: Date, challengesKeptFor = keep.challenges): void {
    for (const { id, createdAt } of [...challenges.values()]) {
      if (createdAt.getTime() + challengesKeptFor <= now.getTime()) challenges.delete(id);
    }
    for (const { id, endedAt, expiresAt } of [...sessions.values()]) {
      const over = Math.min(endedAt?.getTime() ?? Number.POSITIVE_INFINITY, expiresAt.getTime());
      if (over + keep.sessions <= now.getTime()) sessions.delete(id);
    }
  }

  function makeRoom(map: { readonly size: number }, now: Date): void {
    if (map.size < maxRows) return;
    if (now.getTime() - searchedAt >= SEARCH_INTERVAL) {
      searchedAt = now.getTime();
      sweep(now, CHALLENGES_NEEDED_FOR);
    }
    if (map.size >= maxRows) throw new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true });
  }

  function record(event: AuditEvent): void {
    auditEvents.push(event);
    if (auditEvents.length > AUDIT_EVENTS_KEPT) auditEvents.shift();
  }

  return { challenges, sessions, users, auditEvents, sweep: (now: Date) => sweep(now), makeRoom, record };
}
