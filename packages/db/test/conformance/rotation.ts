import type { AuthStore } from "@sixdigit/auth";
import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice, at, auditOf, begin, elsewhere, here } from "../support/rows.ts";

const [OLD, NEW] = ["h".repeat(43), "n".repeat(43)];

const rotationOf = (id: string, second: number, changes = {}) => ({
  id,
  now: at(second),
  secretHash: OLD,
  newSecretHash: NEW,
  origin: elsewhere,
  audit: auditOf("session-rotated", { sessionId: id, at: at(second) }),
  ...changes,
});

const end = (store: AuthStore, userId: string, id: string) =>
  store.endSession({ id, userId, now: at(50), audit: auditOf("sign-out", { userId, sessionId: id }) });

export function rotationCases(use: Use): void {
  describe("rotating a session", () => {
    it("replaces the secret, keeps the one before and notes the use; the end stays", async () => {
      const { store } = use();
      const { sessionId } = await begin(store, alice, 0);
      const before = await store.findSession(sessionId);
      expect(await store.rotateSession(rotationOf(sessionId, 100))).toBe(true);
      expect((await store.findSession(sessionId))?.session).toEqual({
        ...before?.session,
        ...elsewhere,
        secretHash: NEW,
        previousSecretHash: OLD,
        rotatedAt: at(100),
        lastUsedAt: at(100),
      });
    });

    it("happens once of fifty parallel calls, with one event", async () => {
      const { store, events } = use();
      const { sessionId } = await begin(store, alice, 0);
      const calls = Array.from({ length: 50 }, () => store.rotateSession(rotationOf(sessionId, 100)));
      expect((await Promise.all(calls)).filter(Boolean)).toHaveLength(1);
      expect((await events()).filter(({ name }) => name === "session-rotated")).toHaveLength(1);
    });

    it("does not happen with another secret, nor to a session that has ended or is not there", async () => {
      const { store, events } = use();
      const { sessionId, user } = await begin(store, alice, 0);
      expect(await store.rotateSession(rotationOf(sessionId, 100, { secretHash: NEW }))).toBe(false);
      await end(store, user.id, sessionId);
      expect(await store.rotateSession(rotationOf(sessionId, 100))).toBe(false);
      expect(await store.rotateSession(rotationOf("nothing", 100))).toBe(false);
      expect((await store.findSession(sessionId))?.session).toMatchObject({ ...here, secretHash: OLD });
      expect((await events()).some(({ name }) => name === "session-rotated")).toBe(false);
    });

    it("cannot undo an end that runs beside it, in 50 rounds", async () => {
      const { store } = use();
      const left: unknown[] = [];
      for (let round = 0; round < 50; round++) {
        const { sessionId: id, user } = await begin(store, alice, round);
        const calls: (() => Promise<unknown>)[] = [
          () => store.rotateSession(rotationOf(id, round + 100)),
          () => store.touchSession({ id, now: at(round + 100), unlessSince: at(round), origin: here }),
          () => end(store, user.id, id),
        ];
        const order = [round % 3, (round + 1) % 3, (round + 2) % 3];
        await Promise.all(order.map((which) => calls[which]?.()));
        left.push((await store.findSession(id))?.session.endedAt);
      }
      expect(left).toEqual(Array.from({ length: 50 }, () => at(50)));
    });
  });
}
