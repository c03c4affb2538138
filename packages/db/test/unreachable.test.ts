import type { AuthStore } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase } from "./support/open-store.ts";
import { alice, anId, at, auditOf, challengeOf, elsewhere, openIn, signInWith } from "./support/rows.ts";
import { createDatabase, startTestPostgres, waitForLocks, withClient } from "./support/test-postgres.ts";

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (error: unknown) => (error instanceof AuthError ? error.code : error),
  );

/** Every method of the store, called with something that makes it ask the database. */
function callsOf(store: AuthStore): Promise<unknown>[] {
  const challenge = challengeOf(alice);
  const [id, userId] = [anId(), anId()];
  const audit = auditOf("sign-out", { userId: userId, sessionId: id, at: at(1) });
  return [
    openIn(store, challenge),
    store.findChallenge(challenge.id),
    store.lastSend(alice, "sign-in"),
    store.claimSend({
      id: challenge.id,
      now: at(1),
      expected: challenge,
      charges: "",
      audit: auditOf("code-requested"),
    }),
    store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) }),
    store.claimStrangerAttempt({ phone: alice, purpose: "sign-in", maxAttempts: 5, now: at(1) }),
    store.completeSignIn(signInWith(challenge)),
    store.findSession(id),
    store.touchSession({ id, now: at(1), unlessSince: at(0), origin: elsewhere }),
    store.rotateSession({
      ...{ id, now: at(1), secretHash: "old", newSecretHash: "new", origin: elsewhere, audit },
    }),
    store.listSessions(userId, at(1)),
    store.recordEvent(audit),
    store.listEvents({ userId, names: ["sign-in"], limit: 1 }),
    store.endSession({ id, userId, now: at(1), audit }),
    store.endOtherSessions({ userId, keepId: id, now: at(1), audit }),
    store.sweep(at(1)),
    store.countLiveSessions(at(1)),
    store.deleteAccount({ userId, phone: alice, phoneHash: "of the number", audit }),
    store.readAccount({ userId, phoneHash: "of the number" }),
    store.ping(),
  ];
}

describe("a database that does not answer", () => {
  it("is UNAVAILABLE from every method, and serves again when it is back", async () => {
    const server = await startTestPostgres();
    const port = Number(new URL(server.url).port);
    const store = await connectPrismaStore({ databaseUrl: await createDatabase(server.url) });
    onTestFinished(() => store.close());
    await Promise.all(Array.from({ length: 8 }, () => store.ping()));
    await server.halt();
    const refusals = await Promise.all(callsOf(store).map(refusalOf));
    expect(refusals).toEqual(refusals.map(() => "UNAVAILABLE"));

    const again = await server.resume(port);
    onTestFinished(() => again.stop());
    expect(await refusalOf(store.ping())).toBe("answered");
  });
});

describe("a database that has become read-only", () => {
  it("is UNAVAILABLE for what writes", async () => {
    const databaseUrl = await newDatabase();
    const name = new URL(databaseUrl).pathname.slice(1);
    await (await connectPrismaStore({ databaseUrl })).close();
    await withClient(databaseUrl, (client) =>
      client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} SET default_transaction_read_only = on`),
    );
    const store = await connectPrismaStore({ databaseUrl });
    onTestFinished(() => store.close());
    const challenge = challengeOf(alice);
    const audit = auditOf("sign-out", { userId: anId(), sessionId: anId(), at: at(1) });
    const writes = [
      openIn(store, challenge),
      store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) }),
      store.claimStrangerAttempt({ phone: alice, purpose: "sign-in", maxAttempts: 5, now: at(1) }),
      store.completeSignIn(signInWith(challenge)),
      store.endOtherSessions({ userId: anId(), keepId: anId(), now: at(1), audit }),
    ];
    expect(await Promise.all(writes.map(refusalOf))).toEqual(writes.map(() => "UNAVAILABLE"));
  });
});

describe("a store whose connections are broken", () => {
  let store: AuthStore;
  let databaseUrl: string;
  const cutAll = () =>
    withClient(databaseUrl, (client) =>
      client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      ),
    );

  beforeEach(async () => {
    databaseUrl = await newDatabase();
    store = await connectPrismaStore({ databaseUrl });
  });
  afterEach(() => store.close());

  it("goes on when they were idle", async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.ping()));
    await cutAll();
    await expect.poll(() => refusalOf(store.findChallenge("any"))).toBe("answered");
  });

  it("is UNAVAILABLE for the calls that were using them", async () => {
    const blocked = await withClient(databaseUrl, async (blocker) => {
      await blocker.query("BEGIN; LOCK TABLE challenges, sessions IN ACCESS EXCLUSIVE MODE");
      const claim = refusalOf(store.claimHolderAttempt({ id: "any", maxAttempts: 5, now: at(1) }));
      const audit = auditOf("sign-out", { userId: anId(), sessionId: anId(), at: at(1) });
      const end = refusalOf(store.endSession({ id: anId(), userId: anId(), now: at(1), audit }));
      await waitForLocks(databaseUrl, 2);
      await withClient(databaseUrl, (client) =>
        client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        ),
      );
      return Promise.all([claim, end]);
    });
    expect(blocked).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
  });

  it("is UNAVAILABLE when a statement does not get its lock, over both kinds of call", async () => {
    const outcomes = await withClient(databaseUrl, async (blocker) => {
      await blocker.query("BEGIN; LOCK TABLE challenges, sessions IN ACCESS EXCLUSIVE MODE");
      const calls = [store.findChallenge("any"), store.findSession(anId())];
      return Promise.all(calls.map(refusalOf));
    });
    expect(outcomes).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
  });

  it("leaves other faults as they are", async () => {
    const event = auditOf("code-sent");
    await store.recordEvent(event);
    expect(await refusalOf(store.recordEvent(event))).toMatchObject({ code: "23505" });
  });
});
