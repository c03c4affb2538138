import type { Found, SessionCache } from "../../src/session-cache/session-cache.ts";
import { createDatabase, filling, following, passing, reading, signingIn } from "./cache-actors.ts";
import { foundOf, has, keep, openCache } from "./session-cache.ts";

const SECOND = 1_000;

const found = foundOf();
const older = foundOf(found.user.id);

export type Scene = { actors: (() => void)[][]; isWronglyAccepted(): boolean };

/** A cache with a mistake: what was forgotten while the store was asked is kept. */
export function unfenced(cache: SessionCache): SessionCache {
  return { ...cache, beginFill: () => ({ ...cache.beginFill(), keep: (late) => keep(cache, late) }) };
}

/** A cache with a mistake: it outlives the connection to the feed. */
export const undropped = (cache: SessionCache): SessionCache => ({ ...cache, drop: () => undefined });

type Alter = (cache: SessionCache) => SessionCache;
const asItIs: Alter = (cache) => cache;

/** A revocation here, with requests and a look at the revocations beside it. */
export function sameProcess(alter = asItIs): Scene {
  const { cache: sound, time } = openCache();
  const cache = alter(sound);
  const database = createDatabase(found);
  let acknowledged = false;
  const revoke = [
    () => database.revoke(found),
    () => {
      cache.forget(found.session.id);
      acknowledged = true;
    },
  ];
  return {
    actors: [
      revoke,
      filling(cache, database, found),
      filling(cache, database, found),
      reading(cache, database, 1),
      passing(time, 1),
    ],
    isWronglyAccepted: () => acknowledged && has(cache, found),
  };
}

/** A revocation elsewhere, with a request here, two looks at the revocations, and the time in which they should come. */
export function anotherProcess(): Scene {
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
  return {
    actors: [revoke, filling(cache, database, found), reading(cache, database, 2), passing(time, 2)],
    isWronglyAccepted: () => time.now - acknowledgedAt >= SECOND && has(cache, found),
  };
}

/** A sign-in here, and its user's end of all sessions, with a request of the older one and a look at the revocations beside. */
export function signInHere(): Scene {
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
  const [begin, commit, answer] = signingIn(cache, database, { begins: found, ends: older });
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
export function signInRevokedElsewhere(): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(older);
  let acknowledgedAt = Number.POSITIVE_INFINITY;
  const revoke = [
    () => database.revoke(found),
    () => {
      if (!database.isLive(found)) acknowledgedAt = time.now;
    },
  ];
  const signIn = signingIn(cache, database, { begins: found, ends: older });
  return {
    actors: [revoke, [...signIn], reading(cache, database, 2), passing(time, 2)],
    isWronglyAccepted: () =>
      time.now - acknowledgedAt >= SECOND && !database.isLive(found) && has(cache, found),
  };
}

/** A rotation here or elsewhere, with a request here, looks at the revocations, and the time in which they should come. */
export function rotation({ isHere, looks }: { isHere: boolean; looks: number }): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(found);
  keep(cache, found);
  let rotatedAt = Number.POSITIVE_INFINITY;
  let isAnswered = false;
  const rotate = [
    () => {
      database.rotate(found, "new");
      rotatedAt = time.now;
    },
    () => {
      if (isHere) cache.forget(found.session.id);
      isAnswered = isHere;
    },
  ];
  const isOver = () => isAnswered || time.now - rotatedAt >= SECOND;
  return {
    actors: [rotate, filling(cache, database, found), reading(cache, database, looks), passing(time, 2)],
    isWronglyAccepted: () => isOver() && has(cache, found),
  };
}

/** A revocation elsewhere while the connection to the feed is lost, with a request here that began before, or after. */
export function reconnection(alter = asItIs): Scene {
  const { cache: sound, time } = openCache();
  const cache = alter(sound);
  const database = createDatabase(found);
  keep(cache, found);
  let acknowledgedAt = Number.POSITIVE_INFINITY;
  const revoke = [
    () => {
      database.revoke(found);
      acknowledgedAt = time.now;
    },
  ];
  const { steps, lose, connect } = following(cache, database);
  const reconnect = [lose, connect, ...steps, ...steps];
  return {
    actors: [revoke, filling(cache, database, found), reconnect, passing(time, 2)],
    isWronglyAccepted: () => time.now - acknowledgedAt >= SECOND && has(cache, found),
  };
}

/** A use here that is noted, while the session is given another secret or ended elsewhere. */
export function uses({ ends }: { ends: boolean }): Scene {
  const { cache, time } = openCache();
  const database = createDatabase(found);
  keep(cache, found);
  let changedAt = Number.POSITIVE_INFINITY;
  const change = [
    () => {
      if (ends) database.revoke(found);
      else database.rotate(found, "new");
      changedAt = time.now;
    },
  ];
  const touch = () => cache.change(found.session.id, { lastUsedAt: new Date(time.now) });
  return {
    actors: [change, [touch], filling(cache, database, found), reading(cache, database, 1), passing(time, 2)],
    isWronglyAccepted: () => time.now - changedAt >= SECOND && has(cache, found),
  };
}
