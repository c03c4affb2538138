import { describe, expect, it } from "vitest";
import type { Fill, Found, RevocationsRead, SessionCache } from "../src/session-cache/session-cache.ts";
import { everyInterleaving } from "./support/interleavings.ts";
import { START } from "./support/rows.ts";
import { foundOf, has, keep, openCache } from "./support/session-cache.ts";

const SECOND = 1_000;

const found = foundOf();
const older = foundOf(found.user.id);

/** The truth, which any number of processes read and change. */
function createDatabase(...begun: Found[]) {
  const rows = new Map(begun.map((each) => [each.session.id, each]));
  const revocations: string[] = [];
  const isLive = ({ session: { id } }: Found) => rows.get(id)?.session.endedAt === null;
  return {
    begin: (row: Found) => void rows.set(row.session.id, row),
    read: ({ session: { id } }: Found) => rows.get(id),
    /** Ends a session that has begun and has not ended. */
    revoke(row: Found) {
      if (!isLive(row)) return;
      const { id } = row.session;
      rows.set(id, { ...row, session: { ...row.session, endedAt: START } });
      revocations.push(id);
    },
    isLive,
    revocations,
  };
}
type Database = ReturnType<typeof createDatabase>;

/** A request that asks the store and keeps what it learns. */
function filling(cache: SessionCache, database: Database, row = found): (() => void)[] {
  let fill: Fill;
  let read: Found | undefined;
  return [
    () => {
      fill = cache.beginFill();
    },
    () => {
      read = database.read(row);
    },
    () => {
      if (read) fill.keep(read);
      fill.end();
    },
  ];
}

/** A sign-in that keeps what it has begun, and ends an older session of its user, who has too many. */
function signingIn(cache: SessionCache, database: Database, { ends }: { ends: Found }) {
  let fill: Fill;
  return [
    () => {
      fill = cache.beginFill();
    },
    () => {
      database.begin(found);
      database.revoke(ends);
    },
    () => {
      fill.forgetOthers(found.user.id);
      fill.keep(found);
      fill.end();
    },
  ] as const;
}

/** Looks at the revocations, one after the other. */
function reading(cache: SessionCache, database: Database, times: number): (() => void)[] {
  let last = 0;
  let read: RevocationsRead;
  let rows: string[];
  const once = [
    () => {
      read = cache.beginRead();
    },
    () => {
      rows = database.revocations.slice(last);
    },
    () => {
      read.apply(rows);
      last += rows.length;
    },
  ];
  return Array.from({ length: times }, () => once).flat();
}

type Scene = { actors: (() => void)[][]; isWronglyAccepted(): boolean };

/** Runs every order of the actors' steps, and looks after each step, or at the end only. */
function countWrong(
  lengths: number[],
  look: "always" | "at the end",
  scene: () => Scene,
): { orders: number; wrong: number } {
  let wrong = 0;
  const orders = everyInterleaving(lengths, (order) => {
    const { actors, isWronglyAccepted } = scene();
    const next = actors.map(() => 0);
    let isWrong = false;
    for (const actor of order) {
      actors[actor]?.[next[actor] as number]?.();
      next[actor] = (next[actor] as number) + 1;
      if (look === "always") isWrong ||= isWronglyAccepted();
    }
    if (isWrong || isWronglyAccepted()) wrong += 1;
  });
  return { orders, wrong };
}

/** A revocation here, with requests and a look at the revocations beside it. */
function sameProcess(): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(found);
  let acknowledged = false;
  const revoke = [
    () => database.revoke(found),
    () => {
      cache.forget(found.session.id);
      acknowledged = true;
    },
  ];
  const wait = [
    () => {
      time.now += 600;
    },
  ];
  return {
    actors: [revoke, filling(cache, database), filling(cache, database), reading(cache, database, 1), wait],
    isWronglyAccepted: () => acknowledged && has(cache, found),
  };
}

/** A revocation elsewhere, with a request here, two looks at the revocations, and the time in which they should come. */
function anotherProcess(): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(found);
  keep(cache, found);
  let acknowledgedAt = Number.POSITIVE_INFINITY;
  const revoke = [
    () => database.revoke(found),
    () => {
      acknowledgedAt = time.now;
    },
  ];
  const tick = () => {
    time.now += 600;
  };
  return {
    actors: [revoke, filling(cache, database), reading(cache, database, 2), [tick, tick]],
    isWronglyAccepted: () => time.now - acknowledgedAt >= SECOND && has(cache, found),
  };
}

/** A sign-in here, and its user's end of all sessions, with a request of the older one and a look at the revocations beside. */
function signInHere(): Scene {
  const { cache } = openCache();
  const database = createDatabase(older);
  keep(cache, older);
  const acknowledged = new Set<Found>();
  let ended: Found[] = [];
  const endAll = [
    () => {
      ended = [found, older].filter(database.read);
      ended.forEach(database.revoke);
    },
    () => {
      cache.forgetUser(found.user.id);
      for (const each of ended) acknowledged.add(each);
    },
  ];
  const [begin, commit, answer] = signingIn(cache, database, { ends: older });
  const signIn = [
    begin,
    commit,
    () => {
      answer();
      acknowledged.add(older);
    },
  ];
  return {
    actors: [signIn, endAll, filling(cache, database, older), reading(cache, database, 1)],
    isWronglyAccepted: () => [...acknowledged].some((each) => has(cache, each)),
  };
}

/** A sign-in here that is revoked elsewhere, with two looks at the revocations, and the time in which they should come. */
function signInRevokedElsewhere(): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(older);
  let acknowledgedAt = Number.POSITIVE_INFINITY;
  const revoke = [
    () => database.revoke(found),
    () => {
      if (!database.isLive(found)) acknowledgedAt = time.now;
    },
  ];
  const tick = () => {
    time.now += 600;
  };
  const signIn = signingIn(cache, database, { ends: older });
  return {
    actors: [revoke, [...signIn], reading(cache, database, 2), [tick, tick]],
    isWronglyAccepted: () =>
      time.now - acknowledgedAt >= SECOND && !database.isLive(found) && has(cache, found),
  };
}

describe("however a revocation, requests, looks at the revocations and time fall together", () => {
  const MINUTES = 60_000;

  it("no request here is let in by what was kept, once the revocation is acknowledged", {
    timeout: 20 * MINUTES,
  }, () => {
    expect(countWrong([2, 3, 3, 3, 1], "always", sameProcess)).toEqual({ orders: 1_108_800, wrong: 0 });
  });

  it("none elsewhere is, a second after it", { timeout: 20 * MINUTES }, () => {
    const none = { orders: 360_360, wrong: 0 };
    expect(countWrong([2, 3, 6, 2], "always", anotherProcess)).toEqual(none);
    expect(countWrong([2, 3, 6, 2], "at the end", anotherProcess)).toEqual(none);
  });

  it("no session is kept from its sign-in on that is over, and none of those that the sign-in has ended", {
    timeout: 20 * MINUTES,
  }, () => {
    expect(countWrong([3, 2, 3, 3], "always", signInHere)).toEqual({ orders: 92_400, wrong: 0 });
    const elsewhere = countWrong([2, 3, 6, 2], "always", signInRevokedElsewhere);
    expect(elsewhere).toEqual({ orders: 360_360, wrong: 0 });
  });
});
