import { createSessionCache, type Found, type SessionCache } from "../../src/session-cache/session-cache.ts";
import { alice, anId, START, sessionAt } from "./rows.ts";

export function foundOf(userId = anId()): Found {
  return {
    session: { ...sessionAt(START), userId },
    user: { id: userId, phone: alice, createdAt: START },
  };
}

/** A cache whose revocations have just been read, and its clock. */
export function openCache({ max = 4 } = {}) {
  const time = { now: 0 };
  const cache = createSessionCache({ now: () => time.now, max });
  cache.beginRead().apply([]);
  return { cache, time };
}

export function keep(cache: SessionCache, found: Found): void {
  const fill = cache.beginFill();
  fill.keep(found);
  fill.end();
}

export const has = (cache: SessionCache, { session }: Found) =>
  cache.get(session.id, session.secretHash) !== undefined;
