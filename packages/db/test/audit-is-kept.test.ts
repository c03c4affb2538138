import type { AuthStore } from "@sixdigit/auth";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient, readEvents } from "./support/open-store.ts";
import { alice, at, auditOf, begin, challengeOf, elsewhere, openIn, signInWith } from "./support/rows.ts";
import { withClient } from "./support/test-postgres.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

let databaseUrl: string;
let store: AuthStore;
beforeEach(async () => {
  databaseUrl = await newDatabase();
  store = await connectPrismaStore({ databaseUrl, ...patient });
  onTestFinished(() => store.close());
});

const run = (sql: string) => withClient(databaseUrl, (client) => client.query(sql));
const events = () => withClient(databaseUrl, (client) => readEvents(client));
/** Postgres's code for "permission denied". */
const DENIED = { code: "42501" };

describe("audit events in Postgres", () => {
  it("cannot be changed, deleted or emptied by the role that writes them", async () => {
    const event = auditOf("sign-in", { at: new Date() });
    await store.recordEvent(event);
    for (const sql of [
      "UPDATE audit_events SET name = 'sign-out'",
      "DELETE FROM audit_events",
      "TRUNCATE audit_events",
    ]) {
      await expect(run(sql)).rejects.toMatchObject(DENIED);
    }
    expect(await events()).toEqual([event]);
  });

  it("are kept for 180 days by the database's clock, and swept after that, whatever time the server has", async () => {
    const [old, recent] = [182, 179].map((days) => auditOf("sign-in", { at: daysAgo(days) }));
    if (!old || !recent) throw new Error("no events");
    await store.recordEvent(old);
    await store.recordEvent(recent);
    await store.sweep(daysAgo(30));
    expect(await events()).toHaveLength(2);
    await store.sweep(daysAgo(-1000));
    expect(await events()).toEqual([recent]);
    await expect(run("DELETE FROM audit_events")).rejects.toMatchObject(DENIED);
  });
});

describe("a change whose event cannot be written", () => {
  it("does not happen", async () => {
    const mine = await begin(store, alice, 0);
    await begin(store, alice, 1);
    const challenge = challengeOf(alice, { createdAt: at(5) });
    await openIn(store, challenge);
    const { id: userId } = mine.user;
    const before = await dump();
    await run(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END; $$;
      CREATE TRIGGER refuse BEFORE INSERT ON audit_events EXECUTE FUNCTION refuse()`);
    const [id, now, audit] = [mine.sessionId, at(9), auditOf("sign-out", { at: at(9) })];
    const secrets = { secretHash: "h".repeat(43), newSecretHash: "n".repeat(43) };
    const changes = [
      () => store.openChallenge(challengeOf(alice), audit),
      () => store.claimSend({ id: challenge.id, now, expected: challenge, charges: "", audit }),
      () => store.completeSignIn(signInWith(challenge, now)),
      () => store.rotateSession({ id, now, ...secrets, origin: elsewhere, audit }),
      () => store.endSession({ id, userId, now, audit }),
      () => store.endOtherSessions({ userId, keepId: id, now, audit }),
    ];
    for (const change of changes) {
      await expect(change()).rejects.toThrow(/full/);
      expect(await dump()).toEqual(before);
    }
  });
});

async function dump(): Promise<unknown[]> {
  const tables = ["users", "challenges", "sessions", "audit_events"];
  return Promise.all(tables.map(async (table) => (await run(`SELECT * FROM ${table} ORDER BY id`)).rows));
}
