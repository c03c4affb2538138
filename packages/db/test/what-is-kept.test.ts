import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase } from "./support/open-store.ts";
import { alice, challengeOf } from "./support/rows.ts";
import { dumpDatabase, withClient } from "./support/test-postgres.ts";
import { signInOver } from "./support/use-cases.ts";

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
});

async function openStore() {
  const store = await connectPrismaStore({ databaseUrl });
  onTestFinished(() => store.close());
  return store;
}

describe("what a sign-in leaves in the database", () => {
  it("holds neither the code nor the session's secret", async () => {
    const { auth } = signInOver({ store: await openStore() });
    const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
    const before = await dumpDatabase(databaseUrl);
    const { credential } = await auth.verifyOtp({ phone: alice, challengeId, code });
    const after = await dumpDatabase(databaseUrl);
    expect(code).toMatch(/^\d{6}$/);
    expect(after).toContain(alice);
    expect(after).toContain(credential.id);
    const codeAlone = new RegExp(`(?<![\\w-])${code}(?![\\w-])`);
    expect(before).not.toMatch(codeAlone);
    expect(after).not.toMatch(codeAlone);
    expect(after).not.toContain(credential.secret);
    expect(after).not.toContain(Buffer.from(credential.secret, "base64url").toString("hex"));
  });

  it("has the right times when the server lives in another time zone", async () => {
    await withClient(databaseUrl, (client) =>
      client.query(`ALTER DATABASE ${client.escapeIdentifier(new URL(databaseUrl).pathname.slice(1))}
        SET timezone = 'Asia/Kolkata'`),
    );
    const store = await openStore();
    const challenge = challengeOf(alice);
    await store.openChallenge(challenge);
    const stored = await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query("SELECT created_at FROM challenges WHERE id = $1", [challenge.id]);
      return rows[0].created_at;
    });
    expect(stored).toEqual(challenge.createdAt);
    expect(await store.findChallenge(challenge.id)).toEqual(challenge);
  });

  it("keeps updates beside their rows: guesses and uses move no index", async () => {
    const store = await connectPrismaStore({ databaseUrl });
    const challenge = challengeOf(alice);
    await store.openChallenge(challenge);
    for (let guess = 0; guess < 20; guess++) {
      await store.claimHolderAttempt({ id: challenge.id, maxAttempts: 20, now: challenge.createdAt });
    }
    // A connection reports its counts when it ends.
    await store.close();
    const counts = await vi.waitFor(async () => {
      const { rows } = await withClient(databaseUrl, (client) =>
        client.query(`SELECT n_tup_upd::int AS updates, n_tup_hot_upd::int AS "inPlace"
          FROM pg_stat_user_tables WHERE relname = 'challenges'`),
      );
      expect(rows[0].updates).toBeGreaterThanOrEqual(20);
      return rows[0];
    });
    expect(counts.inPlace).toBe(counts.updates);
  });
});
