import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { alice, at, auditOf, bob, challengeOf, openIn, START } from "../support/rows.ts";

export function challengeCases(use: Use): void {
  describe("opening and finding a challenge", () => {
    it("finds what was opened, field by field", async () => {
      const challenge = challengeOf(alice);
      await openIn(use().store, challenge);
      expect(await use().store.findChallenge(challenge.id)).toEqual(challenge);
    });

    it("opens one of any number with one id, and writes of that one only", async () => {
      const { store, events, count } = use();
      const id = "the same".padEnd(22, "x");
      const all = [alice, alice, alice, bob].map((phone) => challengeOf(phone, { id }));
      const opened = await Promise.all(all.map((each) => openIn(store, each)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await store.findChallenge(id)).toEqual(all[opened.indexOf(true)]);
      expect([(await count()).challenges, (await events()).length]).toEqual([1, 1]);
    });

    it("finds nothing under another id", async () => {
      expect(await use().store.findChallenge("nothing".padEnd(22, "x"))).toBeNull();
    });

    it("knows when the last message went to a number and the how manieth it was, whatever became of its challenges", async () => {
      const { store } = use();
      expect(await store.lastSend(alice, "sign-in")).toBeNull();
      const last = { lastSentAt: at(40), sends: 3 };
      const closed = challengeOf(alice, { createdAt: at(5), ...last, closedAt: at(50) });
      await openIn(store, closed);
      await openIn(store, challengeOf(alice, { createdAt: at(10), lastSentAt: at(10) }));
      await openIn(store, challengeOf(bob, { lastSentAt: at(99) }));
      expect(await store.lastSend(alice, "sign-in")).toEqual(last);
    });
  });

  describe("reserving the next message", () => {
    it("notes the time, the count and what it was charged to, and keeps the code", async () => {
      const challenge = challengeOf(alice);
      await openIn(use().store, challenge);
      const claimed = await use().store.claimSend({
        id: challenge.id,
        now: at(40),
        expected: challenge,
        charges: "first second",
        audit: auditOf("code-requested"),
      });
      expect(claimed).toEqual({ ...challenge, lastSentAt: at(40), sends: 2, charges: "first second" });
      expect(await use().store.findChallenge(challenge.id)).toEqual(claimed);
    });

    it("replaces the code, and keeps the attempts that were used", async () => {
      const challenge = challengeOf(alice, { holderAttempts: 2, strangerAttempts: 1 });
      await openIn(use().store, challenge);
      const renewal = { seed: "another".padEnd(22, "x"), keyId: "key-2", expiresAt: at(940) };
      const claimed = await use().store.claimSend({
        id: challenge.id,
        now: at(340),
        expected: challenge,
        charges: "",
        renewal,
        audit: auditOf("code-requested"),
      });
      expect(claimed).toEqual({ ...challenge, ...renewal, lastSentAt: at(340), sends: 2 });
    });

    it.each([
      ["another message went out meanwhile", { lastSentAt: at(1) }],
      ["the code was replaced meanwhile", { seed: "stale".padEnd(22, "x") }],
    ])("refuses when %s", async (_case, stale) => {
      const challenge = challengeOf(alice);
      await openIn(use().store, challenge);
      const expected = { ...challenge, ...stale };
      expect(
        await use().store.claimSend({
          id: challenge.id,
          now: at(40),
          expected,
          charges: "",
          audit: auditOf("code-requested"),
        }),
      ).toBeNull();
      expect(await use().store.findChallenge(challenge.id)).toEqual(challenge);
    });

    it("refuses when the challenge is closed or unknown", async () => {
      const challenge = challengeOf(alice, { closedAt: at(5) });
      await openIn(use().store, challenge);
      const claim = { audit: auditOf("code-requested"), now: at(40), expected: challenge, charges: "" };
      expect(await use().store.claimSend({ id: challenge.id, ...claim })).toBeNull();
      expect(await use().store.claimSend({ id: "nothing".padEnd(22, "x"), ...claim })).toBeNull();
    });

    it("lets one of fifty parallel calls send", async () => {
      const challenge = challengeOf(alice);
      await openIn(use().store, challenge);
      const audit = auditOf("code-requested");
      const claim = { id: challenge.id, now: at(40), expected: challenge, charges: "", audit };
      const claims = await Promise.all(Array.from({ length: 50 }, () => use().store.claimSend(claim)));
      expect(claims.filter((each) => each !== null)).toHaveLength(1);
    });

    it("lets one of fifty send the first message in the moment of the opening, if each brings a code of its own", async () => {
      const challenge = challengeOf(alice, { sends: 0 });
      await openIn(use().store, challenge);
      const claims = Array.from({ length: 50 }, (_, index) => ({
        ...{ id: challenge.id, now: challenge.lastSentAt, expected: challenge, charges: "" },
        renewal: { seed: `seed ${index}`, keyId: "key-1", expiresAt: challenge.expiresAt },
        audit: auditOf("code-requested"),
      }));
      const claimed = await Promise.all(claims.map((each) => use().store.claimSend(each)));
      const [mine, ...others] = claimed.filter((each) => each !== null);
      expect(others).toEqual([]);
      expect(mine).toMatchObject({ sends: 1, lastSentAt: challenge.lastSentAt });
      expect(await use().store.findChallenge(challenge.id)).toEqual(mine);
    });
  });

  describe("claiming an attempt", () => {
    it("counts the holder's and the strangers' apart", async () => {
      const challenge = challengeOf(alice);
      const { store } = use();
      await openIn(store, challenge);
      const holder = await store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) });
      const claim = { phone: alice, purpose: "sign-in", maxAttempts: 5, now: at(2) } as const;
      const stranger = await store.claimStrangerAttempt(claim);
      expect(holder).toEqual({ ...challenge, holderAttempts: 1 });
      expect(stranger).toEqual({ ...challenge, holderAttempts: 1, strangerAttempts: 1 });
    });

    it("gives 200 parallel holders exactly five, and 200 parallel strangers five more", async () => {
      const challenge = challengeOf(alice);
      const { store } = use();
      await openIn(store, challenge);
      const now = at(1);
      const holders = Array.from({ length: 200 }, () =>
        store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now }),
      );
      const strangers = Array.from({ length: 200 }, () =>
        store.claimStrangerAttempt({ phone: alice, purpose: "sign-in", maxAttempts: 5, now }),
      );
      const granted = async (claims: Promise<unknown>[]) =>
        (await Promise.all(claims)).filter(Boolean).length;
      expect([await granted(holders), await granted(strangers)]).toEqual([5, 5]);
      expect(await store.findChallenge(challenge.id)).toMatchObject({
        holderAttempts: 5,
        strangerAttempts: 5,
      });
    });

    it("gives none once the code has expired, at the second", async () => {
      const challenge = challengeOf(alice);
      const { store } = use();
      await openIn(store, challenge);
      const claim = { id: challenge.id, maxAttempts: 5 };
      expect(await store.claimHolderAttempt({ ...claim, now: at(599) })).not.toBeNull();
      expect(await store.claimHolderAttempt({ ...claim, now: at(600) })).toBeNull();
      const stranger = { phone: alice, purpose: "sign-in", maxAttempts: 5 } as const;
      expect(await store.claimStrangerAttempt({ ...stranger, now: at(599) })).not.toBeNull();
      expect(await store.claimStrangerAttempt({ ...stranger, now: at(600) })).toBeNull();
    });

    it("gives none for a closed challenge", async () => {
      const challenge = challengeOf(alice, { closedAt: START });
      const { store } = use();
      await openIn(store, challenge);
      expect(await store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) })).toBeNull();
      const claim = { phone: alice, purpose: "sign-in", maxAttempts: 5, now: at(1) } as const;
      expect(await store.claimStrangerAttempt(claim)).toBeNull();
    });

    it("lets a stranger guess at the newest open challenge only", async () => {
      const { store } = use();
      const older = challengeOf(alice, { createdAt: at(1) });
      const newer = challengeOf(alice, { createdAt: at(2), strangerAttempts: 5 });
      const closed = challengeOf(alice, { createdAt: at(3), closedAt: at(4) });
      for (const each of [newer, older, closed]) await openIn(store, each);
      const claim = { phone: alice, purpose: "sign-in", now: at(5) } as const;
      expect(await store.claimStrangerAttempt({ ...claim, maxAttempts: 5 })).toBeNull();
      expect(await store.claimStrangerAttempt({ ...claim, maxAttempts: 6 })).toMatchObject({ id: newer.id });
    });
  });
}
