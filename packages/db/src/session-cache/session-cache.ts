import type { Session, User } from "@sixdigit/auth";
import { LRUCache } from "lru-cache";

export type Found = { session: Session; user: User };

/** A look into the store, or a sign-in, whose result may be kept, unless it was overtaken by a revocation. */
export type Fill = {
  keep(found: Found): void;
  /** Forgets what else is kept, or looked for, of a user: a sign-in may have ended any of it. */
  forgetOthers(userId: string): void;
  /** To be called in every case. */
  end(): void;
};

/** A look at which sessions were revoked, from the moment on that it began. */
export type RevocationsRead = { apply(sessionIds: readonly string[]): void };

/** By session and by user, what was forgotten since it began. */
type OpenFill = { overtaken: Set<string>; mayKeep: boolean };

export type SessionCache = ReturnType<typeof createSessionCache>;

/** For so long, in milliseconds, what is kept is believed after the latest look at the revocations began. */
const LEASE_MS = 1_000;

/**
 * Sessions that were read from the store, for as long as nobody has ended them. It holds no truth of its own:
 *
 * - what is revoked by this process is forgotten before the revocation is acknowledged;
 * - what another process revokes is forgotten when its revocation is read. Those are read at least every second, or nothing
 *   that is kept is believed, and all of it is dropped;
 * - a look into the store that began before a revocation and ends after it is not kept: each open look is told what was
 *   forgotten meanwhile. One that began while revocations were not read is not kept either.
 *
 * @param options.now a clock in milliseconds that is never set back
 * @param options.max at most so many sessions, about 1 kB each
 */
export function createSessionCache({ now, max = 20_000 }: { now: () => number; max?: number }) {
  const sessionsOf = new Map<string, Set<string>>();
  const entries = new LRUCache<string, Found>({ max, dispose: ({ session }) => unindex(session) });
  const openFills = new Set<OpenFill>();
  let readAt = Number.NEGATIVE_INFINITY;

  const isCurrent = () => now() - readAt < LEASE_MS;

  function index({ id, userId }: Session): void {
    const ids = sessionsOf.get(userId) ?? new Set();
    sessionsOf.set(userId, ids.add(id));
  }

  function unindex({ id, userId }: Session): void {
    const ids = sessionsOf.get(userId);
    ids?.delete(id);
    if (ids?.size === 0) sessionsOf.delete(userId);
  }

  function put(found: Found): void {
    entries.set(found.session.id, found);
    index(found.session);
  }

  function forget(sessionId: string): void {
    entries.delete(sessionId);
    for (const { overtaken } of openFills) overtaken.add(sessionId);
  }

  function forgetUser(userId: string, spared?: OpenFill): void {
    for (const id of [...(sessionsOf.get(userId) ?? [])]) entries.delete(id);
    for (const fill of openFills) if (fill !== spared) fill.overtaken.add(userId);
  }

  return {
    /** The session, if it is kept and its current secret has this hash. Everything else is for the store to decide. */
    get(sessionId: string, secretHash: string): Found | undefined {
      if (!isCurrent()) entries.clear();
      const found = entries.get(sessionId);
      return found?.session.secretHash === secretHash ? found : undefined;
    },

    /** To be called before the store is asked. */
    beginFill(): Fill {
      const fill: OpenFill = { overtaken: new Set(), mayKeep: isCurrent() };
      openFills.add(fill);
      return {
        keep(found) {
          const { id, userId, endedAt } = found.session;
          const isOvertaken = fill.overtaken.has(id) || fill.overtaken.has(userId);
          if (fill.mayKeep && isCurrent() && endedAt === null && !isOvertaken) put(found);
        },
        forgetOthers: (userId) => forgetUser(userId, fill),
        end: () => void openFills.delete(fill),
      };
    },

    /** A session of which something has changed that does not end it. */
    change(sessionId: string, changed: Partial<Session>): void {
      const found = entries.peek(sessionId);
      if (found) put({ ...found, session: { ...found.session, ...changed } });
    },

    /** To be called before a revocation by this process is acknowledged. */
    forget,
    forgetUser: (userId: string): void => forgetUser(userId),

    /** To be called before revocations are read again after some may have been missed. */
    drop(): void {
      readAt = Number.NEGATIVE_INFINITY;
      entries.clear();
      for (const fill of openFills) fill.mayKeep = false;
    },

    /** To be called before the revocations are read. */
    beginRead(): RevocationsRead {
      const began = now();
      return {
        apply(sessionIds) {
          if (!isCurrent()) entries.clear();
          sessionIds.forEach(forget);
          readAt = Math.max(readAt, began);
        },
      };
    },
  };
}
