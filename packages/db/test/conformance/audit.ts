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

export function auditCases(use: Use): void {
  describe("audit events", () => {
    it("are kept field by field, also those of nobody", async () => {
      const { store, events } = use();
      const full = auditOf("limit-hit", {
        phoneHash: "hash",
        detail: "send-per-number",
        count: 7,
        at: at(1),
      });
      const empty = auditOf("events-left-out", { network: null, browser: null, os: null, at: at(2) });
      await store.recordEvent(full);
      await store.recordEvent(empty);
      expect((await events()).toSorted((a, b) => Number(a.at) - Number(b.at))).toEqual([full, empty]);
    });

    it("go with an opened challenge, and with a message that was reserved and no other", async () => {
      const { store, events } = use();
      const challenge = challengeOf(alice);
      await openIn(store, challenge);
      const audit = auditOf("code-requested", { at: at(40) });
      const claim = { id: challenge.id, now: at(40), expected: challenge, charges: "", audit };
      const claims = await Promise.all(Array.from({ length: 20 }, () => store.claimSend(claim)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect((await events()).map(({ name }) => name)).toEqual(["code-requested", "code-requested"]);
    });

    it("go with a sign-in once, with its user and where it came from", async () => {
      const { store, events } = use();
      const challenge = challengeOf(alice);
      await openIn(store, challenge);
      const signIn = signInWith(challenge);
      const all = await Promise.all(Array.from({ length: 20 }, () => store.completeSignIn(signIn)));
      const [won] = all.filter((each) => each !== null);
      const about = { userId: won?.user.id, sessionId: signIn.session.id, phoneHash: "of the number" };
      expect((await events()).filter(({ name }) => name === "sign-in")).toEqual([
        expect.objectContaining({ ...here, ...about, at: at(10) }),
      ]);
    });

    it("go with an end once, however often it is asked for at once", async () => {
      const { store, events } = use();
      const { sessionId: id, user } = await begin(store, alice, 0);
      const calls = Array.from({ length: 20 }, () =>
        store.endSession({
          id,
          userId: user.id,
          now: at(5),
          audit: auditOf("session-reuse", { sessionId: id }),
        }),
      );
      expect((await Promise.all(calls)).filter(Boolean)).toHaveLength(1);
      expect((await events()).filter(({ name }) => name === "session-reuse")).toHaveLength(1);
    });

    it("tell how many sessions were ended at once", async () => {
      const { store, events } = use();
      const { sessionId: keepId, user } = await begin(store, alice, 0);
      for (const second of [1, 2, 3]) await begin(store, alice, second);
      const audit = auditOf("other-sessions-revoked", { userId: user.id, sessionId: keepId });
      expect(await store.endOtherSessions({ userId: user.id, keepId, now: at(9), audit })).toBe(3);
      const [event] = (await events()).filter(({ name }) => name === "other-sessions-revoked");
      expect(event).toEqual({ ...audit, count: 3 });
    });

    it("are found by their user and names, the latest first and no more than asked for", async () => {
      const { store } = use();
      const mine = await begin(store, alice, 0);
      for (const second of [30, 10, 20]) await begin(store, alice, second);
      await begin(store, bob, 40);
      const of = { userId: mine.user.id, names: ["sign-in"] as const, limit: 3 };
      expect((await store.listEvents(of)).map((event) => event.at)).toEqual([at(30), at(20), at(10)]);
      expect(await store.listEvents({ ...of, names: ["sign-out"] })).toEqual([]);
      expect(await store.listEvents({ ...of, userId: anId() })).toEqual([]);
    });
  });
}
