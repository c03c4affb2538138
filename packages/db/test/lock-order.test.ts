import type { AuthStore, Challenge } from "@sixdigit/auth";
import type { Client } from "pg";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { alice, anId, at, auditOf, begin, challengeOf, openIn, signInWith } from "./support/rows.ts";
import { waitForLocks, withClient } from "./support/test-postgres.ts";

let databaseUrl: string;
let store: AuthStore;

beforeEach(async () => {
  databaseUrl = await newDatabase();
  // On a slow machine one call waits for seconds until the other waits too.
  store = await connectPrismaStore({ databaseUrl, ...patient });
  onTestFinished(() => store.close());
});

async function opened(second: number): Promise<Challenge> {
  const challenge = challengeOf(alice, { createdAt: at(second) });
  await openIn(store, challenge);
  return challenge;
}

/** Makes the calls while somebody else is changing a row, and lets the other finish when all of them wait for it. */
async function whileChanging<T>(
  change: (client: Client) => Promise<unknown>,
  calls: () => Promise<T>[],
): Promise<PromiseSettledResult<T>[]> {
  return withClient(databaseUrl, async (client) => {
    await client.query("BEGIN");
    await change(client);
    const made = calls();
    await waitForLocks(databaseUrl, made.length);
    await client.query("COMMIT");
    return Promise.allSettled(made);
  });
}

const close = (id: string) => (client: Client) =>
  client.query("UPDATE challenges SET closed_at = $2 WHERE id = $1", [id, at(1)]);
const renew = (id: string) => (client: Client) =>
  client.query("UPDATE challenges SET seed = 'a newer one' WHERE id = $1", [id]);
const count = (id: string) => (client: Client) =>
  client.query("UPDATE challenges SET holder_attempts = holder_attempts + 4 WHERE id = $1", [id]);

describe("a call that has to wait for another decides by what the other left", () => {
  it("gives no attempt at a challenge that was closed meanwhile", async () => {
    const { id } = await opened(0);
    const settled = await whileChanging(close(id), () => [
      store.claimHolderAttempt({ id, maxAttempts: 5, now: at(2) }),
      store.claimStrangerAttempt({ phone: alice, purpose: "sign-in", maxAttempts: 5, now: at(2) }),
    ]);
    expect(settled).toEqual(Array.from({ length: 2 }, () => ({ status: "fulfilled", value: null })));
  });

  it("gives one attempt of three when one is left", async () => {
    const { id } = await opened(0);
    const claim = () => store.claimHolderAttempt({ id, maxAttempts: 5, now: at(2) });
    const settled = await whileChanging(count(id), () => [claim(), claim(), claim()]);
    const granted = settled.filter((each) => each.status === "fulfilled" && each.value !== null);
    expect(granted).toHaveLength(1);
  });

  it("does not sign in with a code that a resend replaced meanwhile, nor send its message", async () => {
    const challenge = await opened(0);
    const { id } = challenge;
    const settled = await whileChanging<unknown>(renew(id), () => [
      store.completeSignIn(signInWith(challenge)),
      store.claimSend({
        id,
        now: at(40),
        expected: challenge,
        charges: "",
        audit: auditOf("code-requested"),
      }),
    ]);
    expect(settled).toEqual(Array.from({ length: 2 }, () => ({ status: "fulfilled", value: null })));
    expect(await store.findChallenge(id)).toMatchObject({ seed: "a newer one", closedAt: null });
  });

  it("lets one of two right codes for two challenges of a number win, without a deadlock", async () => {
    // Both will want the oldest challenge first, while each holds its own.
    const [oldest, first, second] = [await opened(0), await opened(1), await opened(2)];
    const settled = await whileChanging(count(oldest.id), () =>
      [first, second].map((each) => store.completeSignIn(signInWith(each))),
    );
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    const signedIn = settled.filter((each) => each.status === "fulfilled" && each.value !== null);
    expect(signedIn).toHaveLength(1);
  });

  it("counts the session of a sign-in that it waited for, so that there are never too many", async () => {
    const before = await begin(store, alice, 0);
    const challenge = await opened(1);
    const beginAnother = async (client: Client) => {
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [alice]);
      await client.query(
        `INSERT INTO sessions (id, user_id, secret_hash, created_at, last_used_at, expires_at)
          SELECT $2, user_id, secret_hash, created_at, last_used_at, expires_at FROM sessions WHERE id = $1`,
        [before.sessionId, anId()],
      );
    };
    const [settled] = await whileChanging(beginAnother, () => [
      store.completeSignIn(signInWith(challenge, at(10), { maxSessions: 2 })),
    ]);
    expect(settled?.status).toBe("fulfilled");
    expect(await store.listSessions(before.user.id, at(11))).toHaveLength(2);
  });
});
