import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { alice, at, auditOf, begin, bob, challengeOf, elsewhere, here, openIn } from "./support/rows.ts";
import { dumpDatabase, withClient } from "./support/test-postgres.ts";
import { signInOver } from "./support/use-cases.ts";

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
});

async function openStore() {
  const store = await connectPrismaStore({ databaseUrl, ...patient });
  onTestFinished(() => store.close());
  return store;
}

const secretOf = (rotation: number) => (rotation === 0 ? "h" : String(rotation)).padEnd(43, "h");

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
    await openIn(store, challenge);
    const stored = await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query("SELECT created_at FROM challenges WHERE id = $1", [challenge.id]);
      return rows[0].created_at;
    });
    expect(stored).toEqual(challenge.createdAt);
    expect(await store.findChallenge(challenge.id)).toEqual(challenge);
  });

  it("keeps updates beside their rows: guesses and uses move no index", async () => {
    // Of its own, so that each update in it is one of these.
    const database = await newDatabase();
    const store = await connectPrismaStore({ databaseUrl: database, ...patient });
    const challenge = challengeOf(alice);
    await openIn(store, challenge);
    const { sessionId: id } = await begin(store, bob, 0);
    for (let each = 0; each < 20; each++) {
      await store.claimHolderAttempt({ id: challenge.id, maxAttempts: 20, now: challenge.createdAt });
      const [now, audit] = [at(100 * each), auditOf("session-rotated")];
      const secrets = { secretHash: secretOf(each), newSecretHash: secretOf(each + 1) };
      await store.rotateSession({ id, now, ...secrets, origin: elsewhere, audit });
      await store.touchSession({ id, now: at(100 * each + 60), unlessSince: now, origin: here });
    }
    // A connection reports its counts when it ends.
    await store.close();
    // The guesses, and the use of the other challenge; of the session a rotation and a use each time.
    const updates = [21, 40];
    await expect.poll(async () => (await updatesIn(database)).map((each) => each.updates)).toEqual(updates);
    for (const { updates, inPlace, elsewhere } of await updatesIn(database)) {
      // One that moves an index is neither. One that meets a full page goes elsewhere, and leaves room to the next.
      expect(inPlace + elsewhere).toBe(updates);
      expect(elsewhere).toBeLessThan(updates / 4);
    }
  });
});

function updatesIn(database: string) {
  return withClient(database, async (client) => {
    const { rows } = await client.query<{ updates: number; inPlace: number; elsewhere: number }>(
      `SELECT n_tup_upd::int AS updates, n_tup_hot_upd::int AS "inPlace", n_tup_newpage_upd::int AS elsewhere
        FROM pg_stat_user_tables WHERE relname IN ('challenges', 'sessions') ORDER BY relname`,
    );
    return rows;
  });
}
