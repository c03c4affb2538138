import type { Fill, Found, RevocationsRead, SessionCache } from "../../src/session-cache/session-cache.ts";
import { START } from "./rows.ts";

/** The truth, which any number of processes read and change. */
export function createDatabase(...begun: Found[]) {
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
    /** Gives a session that has not ended another secret, which the feed tells as well. */
    rotate(row: Found, secretHash: string) {
      if (!isLive(row)) return;
      const { id } = row.session;
      rows.set(id, { ...row, session: { ...row.session, secretHash } });
      revocations.push(id);
    },
    isLive,
    revocations,
  };
}
export type Database = ReturnType<typeof createDatabase>;

/** A request that asks the store and keeps what it learns. */
export function filling(cache: SessionCache, database: Database, row: Found): (() => void)[] {
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
export function signingIn(
  cache: SessionCache,
  database: Database,
  { begins, ends }: Record<"begins" | "ends", Found>,
) {
  let fill: Fill;
  return [
    () => {
      fill = cache.beginFill();
    },
    () => {
      database.begin(begins);
      database.revoke(ends);
    },
    () => {
      fill.forgetOthers(begins.user.id);
      fill.keep(begins);
      fill.end();
    },
  ] as const;
}

/** Looks at the revocations, one after the other. */
export function reading(cache: SessionCache, database: Database, times: number): (() => void)[] {
  const { steps } = following(cache, database);
  return Array.from({ length: times }, () => steps).flat();
}

/** A look, in its steps, and what happens when the connection is lost and another one is made. */
export function following(cache: SessionCache, database: Database) {
  let last = 0;
  let read: RevocationsRead;
  let rows: string[];
  const steps = [
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
  const lose = () => cache.drop();
  const connect = () => {
    last = database.revocations.length;
  };
  return { steps, lose, connect };
}

/** Time, in which two looks at the revocations should come every second. */
export function passing(time: { now: number }, times: number): (() => void)[] {
  const tick = () => {
    time.now += 600;
  };
  return Array.from({ length: times }, () => tick);
}
