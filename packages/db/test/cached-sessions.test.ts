import { isDeepStrictEqual } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { alice, anId, at, auditOf, begin, bob, elsewhere } from "./support/rows.ts";
import { withClient } from "./support/test-postgres.ts";

/** A store, a session in it that the store remembers, and a way to change its row without anybody being told. */
async function remembered() {
  const databaseUrl = await newDatabase();
  const store = await connectPrismaStore({ databaseUrl, ...patient });
  onTestFinished(() => store.close());
  const { sessionId: id, user } = await begin(store, alice, 10);
  const secretHash = "h".repeat(43);
  const changeUnheard = (network: string, sessionId = id) =>
    withClient(databaseUrl, async (client) => {
      await client.query("SET session_replication_role = replica");
      await client.query("UPDATE sessions SET network = $1 WHERE id = $2", [network, sessionId]);
    });
  const networkBy = async (hash?: string) => (await store.findSession(id, hash))?.session.network;
  // Nothing is kept before the revocations are followed.
  await expect
    .poll(async () => {
      const network = anId();
      await networkBy(secretHash);
      await changeUnheard(network);
      return (await networkBy(secretHash)) === network;
    })
    .toBe(false);
  await changeUnheard("changed");
  return { store, id, userId: user.id, secretHash, networkBy, changeUnheard };
}

it("a session is read once, and then remembered for who shows its current secret", async () => {
  // That it is remembered has been waited for: on a machine that stands still for a second it is forgotten, too.
  const { networkBy } = await remembered();
  expect([await networkBy("another".padEnd(43, "x")), await networkBy()]).toEqual(["changed", "changed"]);
});

it("a session that has just begun is remembered without being read, as it would be read", async () => {
  const { store, secretHash, changeUnheard } = await remembered();
  // Nothing is kept while the revocations are not read in time.
  await expect
    .poll(async () => {
      const { sessionId } = await begin(store, bob, 20);
      const read = await store.findSession(sessionId);
      await changeUnheard("changed", sessionId);
      const known = await store.findSession(sessionId, secretHash);
      return known?.session.network !== "changed" && isDeepStrictEqual(known, read);
    })
    .toBe(true);
});

it("a use is remembered as well", async () => {
  const { store, id, secretHash } = await remembered();
  await store.touchSession({ id, now: at(100), unlessSince: at(40), origin: elsewhere });
  expect((await store.findSession(id, secretHash))?.session).toMatchObject({
    lastUsedAt: at(100),
    ...elsewhere,
  });
});

it.each(["endSession", "endOtherSessions", "rotateSession"] as const)(
  "%s is obeyed from its answer on",
  async (change) => {
    const { store, id, userId, secretHash, networkBy } = await remembered();
    const audit = auditOf("session-revoked", { userId, sessionId: id });
    const changes = {
      endSession: () => store.endSession({ id, userId, now: at(20), audit }),
      endOtherSessions: () => store.endOtherSessions({ userId, keepId: anId(), now: at(20), audit }),
      rotateSession: () =>
        store.rotateSession({ id, now: at(20), secretHash, newSecretHash: "new", origin: elsewhere, audit }),
    };
    await changes[change]();
    expect(await networkBy(secretHash)).toBe(change === "rotateSession" ? elsewhere.network : "changed");
  },
);

it("deleteAccount is obeyed from its answer on", async () => {
  const { store, userId, secretHash, networkBy } = await remembered();
  const audit = auditOf("account-deleted", { userId });
  await store.deleteAccount({ userId, phone: alice, phoneHash: "of the number", audit });
  expect(await networkBy(secretHash)).toBeUndefined();
});
