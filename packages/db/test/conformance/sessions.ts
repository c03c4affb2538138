import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice, anId, at, auditOf, begin, bob, elsewhere } from "../support/rows.ts";

const DAY = 86_400;

export function sessionCases(use: Use): void {
  describe("sessions", () => {
    it("finds nothing under another id", async () => {
      expect(await use().store.findSession(anId())).toBeNull();
    });

    it("notes a use only when the last one is old enough", async () => {
      const { store } = use();
      const { sessionId } = await begin(store, alice, 0);
      const lastUsedAt = async () => (await store.findSession(sessionId))?.session.lastUsedAt;
      await store.touchSession({ id: sessionId, now: at(59), unlessSince: at(-1), origin: elsewhere });
      expect(await lastUsedAt()).toEqual(at(0));
      await store.touchSession({ id: sessionId, now: at(60), unlessSince: at(0), origin: elsewhere });
      expect(await lastUsedAt()).toEqual(at(60));
    });

    it("ends one's own session once, and tells of it", async () => {
      const { store } = use();
      const { user, sessionId } = await begin(store, alice, 0);
      const end = {
        id: sessionId,
        userId: user.id,
        now: at(5),
        audit: auditOf("sign-out", { userId: user.id, sessionId: sessionId, at: at(5) }),
      };
      expect(await store.endSession(end)).toBe(true);
      expect((await store.findSession(sessionId))?.session.endedAt).toEqual(at(5));
      const again = { ...end, now: at(6), audit: { ...end.audit, id: anId() } };
      expect(await store.endSession(again)).toBe(false);
      expect((await store.findSession(sessionId))?.session.endedAt).toEqual(at(5));
    });

    it("does not end somebody else's session", async () => {
      const { store } = use();
      const mine = await begin(store, alice, 0);
      const theirs = await begin(store, bob, 0);
      const audit = auditOf("session-revoked", {
        userId: mine.user.id,
        sessionId: theirs.sessionId,
        at: at(5),
      });
      expect(await store.endSession({ id: theirs.sessionId, userId: mine.user.id, now: at(5), audit })).toBe(
        false,
      );
      expect((await store.findSession(theirs.sessionId))?.session.endedAt).toBeNull();
    });

    it("does not note a use of a session that has ended", async () => {
      const { store } = use();
      const { user, sessionId } = await begin(store, alice, 0);
      const audit = auditOf("sign-out", { userId: user.id, sessionId: sessionId, at: at(5) });
      await store.endSession({ id: sessionId, userId: user.id, now: at(5), audit });
      await store.touchSession({ id: sessionId, now: at(100), unlessSince: at(40), origin: elsewhere });
      expect((await store.findSession(sessionId))?.session.lastUsedAt).toEqual(at(0));
    });

    it("lists what is live of one user, the latest used first", async () => {
      const { store } = use();
      const first = await begin(store, alice, 0);
      const second = await begin(store, alice, 10);
      const ended = await begin(store, alice, 20);
      await begin(store, bob, 30);
      await store.touchSession({ id: first.sessionId, now: at(100), unlessSince: at(40), origin: elsewhere });
      const audit = auditOf("session-revoked", {
        userId: ended.user.id,
        sessionId: ended.sessionId,
        at: at(50),
      });
      await store.endSession({ id: ended.sessionId, userId: ended.user.id, now: at(50), audit });
      const ids = async (now: Date) => (await store.listSessions(first.user.id, now)).map(({ id }) => id);
      expect(await ids(at(200))).toEqual([first.sessionId, second.sessionId]);
      expect(await ids(at(30 * DAY + 5))).toEqual([second.sessionId]);
    });

    it("ends all others and keeps this one and those of other people", async () => {
      const { store } = use();
      const kept = await begin(store, alice, 0);
      const others = [await begin(store, alice, 1), await begin(store, alice, 2)];
      const theirs = await begin(store, bob, 3);
      const userId = kept.user.id;
      const audit = auditOf("other-sessions-revoked", {
        userId: userId,
        sessionId: kept.sessionId,
        at: at(9),
      });
      expect(await store.endOtherSessions({ userId, keepId: kept.sessionId, now: at(9), audit })).toBe(2);
      const endedAt = async (id: string) => (await store.findSession(id))?.session.endedAt;
      expect(await Promise.all(others.map((each) => endedAt(each.sessionId)))).toEqual([at(9), at(9)]);
      expect([await endedAt(kept.sessionId), await endedAt(theirs.sessionId)]).toEqual([null, null]);
    });
  });

  describe("sweeping", () => {
    it("deletes challenges after a day and sessions thirty days after their end, and nothing else", async () => {
      const { store, count } = use();
      const { user, sessionId } = await begin(store, alice, 0);
      await begin(store, alice, DAY);
      const audit = auditOf("sign-out", { userId: user.id, sessionId: sessionId, at: at(DAY) });
      await store.endSession({ id: sessionId, userId: user.id, now: at(DAY), audit });

      await store.sweep(at(DAY - 1));
      expect(await count()).toMatchObject({ challenges: 2, sessions: 2 });
      await store.sweep(at(DAY));
      expect(await count()).toMatchObject({ challenges: 1, sessions: 2 });
      await store.sweep(at(31 * DAY - 1));
      expect(await count()).toMatchObject({ challenges: 0, sessions: 2 });
      await store.sweep(at(31 * DAY));
      expect(await count()).toMatchObject({ sessions: 1, users: 1 });
      await store.sweep(at(61 * DAY));
      expect(await count()).toMatchObject({ sessions: 0, users: 1, signInEvents: 2 });
    });
  });
}
