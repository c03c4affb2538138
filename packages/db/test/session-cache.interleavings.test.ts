import { describe, expect, it } from "vitest";
import type { Fill, Found, RevocationsRead, SessionCache } from "../src/session-cache/session-cache.ts";
import { everyInterleaving } from "./support/interleavings.ts";
import { START } from "./support/rows.ts";
import { foundOf, has, keep, openCache } from "./support/session-cache.ts";

const SECOND = 1_000;

/** The truth, which any number of processes read and one changes. */
function createDatabase(found: Found) {
  let session = found.session;
  const revocations: string[] = [];
  return {
    read: (): Found => ({ ...found, session }),
    revoke() {
      session = { ...session, endedAt: START };
      revocations.push(session.id);
    },
    revocations,
  };
}
type Database = ReturnType<typeof createDatabase>;

/** A request that asks the store and keeps what it learns. */
function filling(cache: SessionCache, database: Database): (() => void)[] {
  let fill: Fill;
  let read: Found;
  return [
    () => {
      fill = cache.beginFill();
    },
    () => {
      read = database.read();
    },
    () => {
      fill.keep(read);
      fill.end();
    },
  ];
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

const found = foundOf();

/** A revocation here, with requests and a look at the revocations beside it. */
function sameProcess(): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(found);
  let acknowledged = false;
  const revoke = [
    () => database.revoke(),
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
  keep(cache, database.read());
  let acknowledgedAt = Number.POSITIVE_INFINITY;
  const revoke = [
    () => database.revoke(),
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
});
