import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice, at, auditOf, begin, bob, challengeOf, openIn, signInWith } from "../support/rows.ts";

export function signInCases(use: Use): void {
  describe("completing a sign-in", () => {
    it("makes the user, the session and the audit event", async () => {
      const { store, count } = use();
      const challenge = challengeOf(alice);
      await openIn(store, challenge);
      const signIn = signInWith(challenge);
      const result = await store.completeSignIn(signIn);
      const user = { id: signIn.newUserId, phone: alice, createdAt: at(10) };
      expect(result).toEqual({ user, isNew: true });
      const session = { ...signIn.session, userId: user.id };
      expect(await store.findSession(session.id)).toEqual({ session, user });
      expect(await count()).toEqual({ users: 1, sessions: 1, signInEvents: 1, challenges: 1 });
    });

    it("names a sign-in as it is told to", async () => {
      const { store, events } = use();
      const challenge = challengeOf(alice);
      await openIn(store, challenge);
      const audit = auditOf("test-sign-in", { at: at(20) });
      await store.completeSignIn(signInWith(challenge, at(20), { audit }));
      const names = (await events()).map(({ name }) => name);
      expect(names).toEqual(["code-requested", "test-sign-in"]);
    });

    it("ends the session whose place it takes, whoever's it is, and tells of it; of one that has ended nothing", async () => {
      const { store, events } = use();
      const taken = await begin(store, bob, 10);
      const replaces = {
        id: taken.sessionId,
        userId: taken.user.id,
        audit: auditOf("sign-out", { at: at(20), sessionId: taken.sessionId, detail: "replaced" }),
      };
      await begin(store, alice, 20, { replaces });
      const again = { ...replaces, audit: auditOf("sign-out", { at: at(30), detail: "replaced" }) };
      await begin(store, alice, 30, { replaces: again });
      expect((await store.findSession(taken.sessionId))?.session.endedAt).toEqual(at(20));
      expect((await events()).filter(({ name }) => name === "sign-out")).toMatchObject([
        { id: replaces.audit.id, sessionId: taken.sessionId, detail: "replaced" },
      ]);
    });

    it("ends no session when it is refused, and none too many when one is replaced", async () => {
      const { store } = use();
      const one = await begin(store, alice, 10);
      const two = await begin(store, alice, 20);
      const replaces = { id: two.sessionId, userId: two.user.id, audit: auditOf("sign-out", { at: at(30) }) };
      const unopened = challengeOf(alice, { createdAt: at(30) });
      expect(await store.completeSignIn(signInWith(unopened, at(30), { replaces }))).toBeNull();
      expect((await store.findSession(two.sessionId))?.session.endedAt).toBeNull();
      await begin(store, alice, 40, { replaces, maxSessions: 2 });
      expect((await store.findSession(one.sessionId))?.session.endedAt).toBeNull();
    });

    it("finds the user again", async () => {
      const { store } = use();
      const first = challengeOf(alice);
      await openIn(store, first);
      const before = await store.completeSignIn(signInWith(first));
      const second = challengeOf(alice);
      await openIn(store, second);
      const after = await store.completeSignIn(signInWith(second, at(20)));
      expect(after).toEqual({ user: before?.user, isNew: false });
    });

    it("closes every challenge of the number, and none of another", async () => {
      const { store } = use();
      const [used, other, foreign] = [challengeOf(alice), challengeOf(alice), challengeOf(bob)];
      for (const each of [used, other, foreign]) await openIn(store, each);
      await store.completeSignIn(signInWith(used));
      const closedAt = async (id: string) => (await store.findChallenge(id))?.closedAt;
      expect([await closedAt(used.id), await closedAt(other.id)]).toEqual([at(10), at(10)]);
      expect(await closedAt(foreign.id)).toBeNull();
    });

    it.each([
      ["is closed", { closedAt: at(1) }, {}],
      ["has expired", { expiresAt: at(10) }, {}],
      ["has a newer code than the one that was checked", {}, { seed: "superseded".padEnd(22, "x") }],
    ])("changes nothing when the challenge %s", async (_case, stored, shown) => {
      const { store, count } = use();
      const challenge = challengeOf(alice, stored);
      await openIn(store, challenge);
      expect(await store.completeSignIn(signInWith({ ...challenge, ...shown }))).toBeNull();
      expect(await count()).toEqual({ users: 0, sessions: 0, signInEvents: 0, challenges: 1 });
      expect(await store.findChallenge(challenge.id)).toEqual(challenge);
    });

    it("does not look at the attempts: a right code that had its attempt cannot lose", async () => {
      const challenge = challengeOf(alice, { holderAttempts: 5, strangerAttempts: 5 });
      await openIn(use().store, challenge);
      expect(await use().store.completeSignIn(signInWith(challenge))).not.toBeNull();
    });

    it("lets one of fifty parallel right codes win", async () => {
      const { store, count } = use();
      const challenge = challengeOf(alice);
      await openIn(store, challenge);
      const all = await Promise.all(
        Array.from({ length: 50 }, () => store.completeSignIn(signInWith(challenge))),
      );
      expect(all.filter((each) => each !== null)).toHaveLength(1);
      expect(await count()).toEqual({ users: 1, sessions: 1, signInEvents: 1, challenges: 1 });
    });

    it("makes one user of fifty first sign-ins of a number at once", async () => {
      const { store, count } = use();
      const challenges = Array.from({ length: 50 }, () => challengeOf(alice));
      for (const each of challenges) await openIn(store, each);
      const all = await Promise.all(challenges.map((each) => store.completeSignIn(signInWith(each))));
      const won = all.filter((each) => each !== null);
      expect(won.length).toBeGreaterThanOrEqual(1);
      expect(new Set(won.map(({ user }) => user.id)).size).toBe(1);
      expect(won.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect((await count()).users).toBe(1);
    });
  });
}
