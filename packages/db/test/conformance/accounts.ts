import type { AuthStore } from "@sixdigit/auth";
import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import {
  alice,
  anId,
  at,
  auditOf,
  begin,
  bob,
  challengeOf,
  here,
  openIn,
  signInWith,
} from "../support/rows.ts";

const live = async (store: AuthStore, userId: string, second = 1_000) =>
  (await store.listSessions(userId, at(second))).map(({ id }) => id);

/** A sign-in a second for so many seconds. */
async function beginMany(store: AuthStore, count: number, changes = {}) {
  const begun: string[] = [];
  let userId = "";
  for (let second = 0; second < count; second++) {
    const { sessionId, user } = await begin(store, alice, second, changes);
    begun.push(sessionId);
    userId = user.id;
  }
  return { begun, userId };
}

export function accountCases(use: Use): void {
  describe("the cap on a user's sessions", () => {
    it("ends the least recently used at the sign-in that is one too many, and says so", async () => {
      const { store, events } = use();
      const { begun, userId } = await beginMany(store, 3, { maxSessions: 3 });
      const [first = "", second = "", third = ""] = begun;
      await store.touchSession({ id: first, now: at(90), unlessSince: at(30), origin: here });
      const { sessionId: fourth } = await begin(store, alice, 100, { maxSessions: 3 });
      expect(await live(store, userId)).toEqual([fourth, first, third]);
      expect((await store.findSession(second))?.session.endedAt).toEqual(at(100));
      expect((await events()).filter(({ name }) => name === "sessions-over-limit")).toEqual([
        expect.objectContaining({ userId, sessionId: fourth, count: 1, at: at(100) }),
      ]);
    });

    it("ends as many as are too many when the limit was lowered, and none of another user", async () => {
      const { store, events } = use();
      const { userId } = await beginMany(store, 5);
      const theirs = await begin(store, bob, 50);
      const { sessionId } = await begin(store, alice, 100, { maxSessions: 2 });
      expect(await live(store, userId)).toHaveLength(2);
      expect(await live(store, userId)).toContain(sessionId);
      expect(await live(store, theirs.user.id)).toEqual([theirs.sessionId]);
      const [event] = (await events()).filter(({ name }) => name === "sessions-over-limit");
      expect(event?.count).toBe(4);
    });

    it("never ends the session that begins, though another instance's clock is ahead", async () => {
      const { store } = use();
      const { begun, userId } = await beginMany(store, 1);
      await store.touchSession({ id: begun[0] ?? "", now: at(300), unlessSince: at(0), origin: here });
      const { sessionId } = await begin(store, alice, 100, { maxSessions: 1 });
      expect(await live(store, userId)).toEqual([sessionId]);
    });

    it("does not count those that are over", async () => {
      const { store, events } = use();
      const { userId } = await beginMany(store, 3, { maxSessions: 3 });
      await begin(store, alice, 100, { maxSessions: 3, idleSince: at(1) });
      expect(await live(store, userId)).toHaveLength(4);
      expect((await events()).some(({ name }) => name === "sessions-over-limit")).toBe(false);
    });

    it("is exact under fifty sign-ins at once", async () => {
      const { store } = use();
      const { userId } = await beginMany(store, 20);
      const rounds = Array.from({ length: 50 }, async () => {
        const challenge = challengeOf(alice, { createdAt: at(100) });
        await openIn(store, challenge);
        return store.completeSignIn(signInWith(challenge, at(101)));
      });
      const won = (await Promise.all(rounds)).filter((each) => each !== null);
      expect(won.length).toBeGreaterThanOrEqual(1);
      expect(await live(store, userId)).toHaveLength(20);
    });
  });

  describe("a number that was not used for long", () => {
    const dormantSince = at(500);

    it("goes to a new user, and the old one is left without it", async () => {
      const { store, events, count } = use();
      const old = await begin(store, alice, 500);
      const { user, isNew, sessionId } = await begin(store, alice, 1_000, { dormantSince });
      expect(isNew).toBe(true);
      expect(user.id).not.toBe(old.user.id);
      expect(user).toMatchObject({ phone: alice, createdAt: at(1_000) });
      expect(await store.findSession(old.sessionId)).toBeNull();
      expect((await store.findSession(sessionId))?.user).toEqual(user);
      expect(await count()).toMatchObject({ users: 2, sessions: 2, signInEvents: 2 });
      expect((await events()).filter(({ name }) => name === "account-set-aside")).toEqual([
        expect.objectContaining({ userId: old.user.id, sessionId: null }),
      ]);
      const again = await begin(store, alice, 1_001, { dormantSince });
      expect([again.user.id, again.isNew]).toEqual([user.id, false]);
    });

    it("stays with its user who signed in a second later than that", async () => {
      const { store } = use();
      const { user } = await begin(store, alice, 0);
      await begin(store, alice, 501);
      const again = await begin(store, alice, 1_000, { dormantSince });
      expect([again.user, again.isNew]).toEqual([user, false]);
    });

    it("goes to one new user of fifty sign-ins at once", async () => {
      const { store, count } = use();
      await begin(store, alice, 0);
      const challenges = Array.from({ length: 50 }, () =>
        challengeOf(alice, { createdAt: at(600), expiresAt: at(1_200) }),
      );
      for (const each of challenges) await openIn(store, each);
      const signIns = challenges.map((each) => signInWith(each, at(1_000), { dormantSince }));
      const all = await Promise.all(signIns.map((each) => store.completeSignIn(each)));
      const won = all.filter((each) => each !== null);
      expect(new Set(won.map(({ user }) => user.id)).size).toBe(1);
      expect(won.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect((await count()).users).toBe(2);
    });
  });

  describe("an account that is deleted", () => {
    const phoneHash = "of the number";
    const deliver = ({ store }: ReturnType<Use>, challengeId: string) =>
      store.deliveries.recordDelivery({
        ...{ id: anId(), challengeId, phoneHash, country: "US", provider: "test", providerMessageId: anId() },
        ...{ status: "sent", errorCode: null, segments: null, price: null },
        ...{ createdAt: at(0), updatedAt: at(0) },
      });
    const remove = (store: AuthStore, userId: string) =>
      store.deleteAccount({ userId, phone: alice, phoneHash, audit: auditOf("account-deleted", { userId }) });

    it("takes the challenges of its number and the hash in its messages with it", async () => {
      const used = use();
      const { store, count } = used;
      const { user, sessionId } = await begin(store, alice, 0);
      await deliver(used, "a challenge");
      expect(await remove(store, user.id)).toBe(true);
      expect(await store.findSession(sessionId)).toBeNull();
      expect(await count()).toMatchObject({ users: 0, sessions: 0, challenges: 0 });
      expect((await store.readAccount({ userId: user.id, phoneHash })).messages).toEqual([]);
    });

    it("takes nothing of who comes to the number after it, when it is deleted once more", async () => {
      const used = use();
      const { store, events } = used;
      const { user } = await begin(store, alice, 0);
      await remove(store, user.id);
      const next = challengeOf(alice, { createdAt: at(1) });
      await openIn(store, next);
      await deliver(used, next.id);
      expect(await remove(store, user.id)).toBe(false);
      expect(await store.findChallenge(next.id)).toEqual(next);
      expect((await store.readAccount({ userId: user.id, phoneHash })).messages).toHaveLength(1);
      expect((await events()).filter(({ name }) => name === "account-deleted")).toHaveLength(1);
    });
  });
}
