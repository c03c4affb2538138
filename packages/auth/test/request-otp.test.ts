import { describe, expect, it } from "vitest";
import { createKeyring } from "../src/index.ts";
import {
  alice,
  bob,
  createBench,
  phoneNumber,
  refusalOf,
  refusing,
  SECRET,
  wrongOf,
} from "./support/bench.ts";

describe("requesting a code", () => {
  it("opens a challenge, sends its code and answers with times", async () => {
    const { auth, sent, store } = createBench();
    const answer = await auth.requestOtp({ phone: alice, locale: "hi" });
    expect(answer).toEqual({
      challengeId: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      codeLength: 6,
      expiresAt: new Date("2026-01-01T00:10:00Z"),
      resendAt: new Date("2026-01-01T00:00:30Z"),
      isRepeated: false,
    });
    const { challengeId } = answer;
    expect(sent).toEqual([
      {
        phone: alice,
        code: expect.stringMatching(/^\d{6}$/),
        challengeId,
        validForSeconds: 600,
        locale: "hi",
      },
    ]);
    expect(JSON.stringify(await store.findChallenge(challengeId))).not.toContain(sent[0]?.code);
  });

  it("tells the code in the answer where that is switched on, and nowhere else", async () => {
    const open = createBench({ revealCode: true });
    expect((await open.auth.requestOtp({ phone: alice })).code).toBe(open.lastCode());
    const closed = createBench();
    expect(await closed.auth.requestOtp({ phone: alice })).not.toHaveProperty("code");
  });

  it("gives everybody a challenge of their own", async () => {
    const { auth, sent } = createBench();
    const first = await auth.requestOtp({ phone: alice });
    const second = await auth.requestOtp({ phone: alice });
    expect(second.challengeId).not.toBe(first.challengeId);
    expect(sent[1]?.code).not.toBe(sent[0]?.code);
  });

  it("continues the challenge that the caller holds, as a resend does", async () => {
    const { auth, clock, sent } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    expect(await refusalOf(auth.requestOtp({ phone: alice, challengeId }))).toEqual({
      code: "RESEND_TOO_SOON",
      retryAfterSeconds: 30,
    });
    clock.advance(30);
    expect((await auth.requestOtp({ phone: alice, challengeId })).challengeId).toBe(challengeId);
    expect(sent[1]?.code).toBe(sent[0]?.code);
  });

  it("starts afresh for another number, without a wait", async () => {
    const { auth } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    expect((await auth.requestOtp({ phone: bob, challengeId })).challengeId).not.toBe(challengeId);
  });

  it("starts afresh when the challenge was used, is used up or is over", async () => {
    const { auth, clock, lastCode } = createBench();
    const used = await auth.requestOtp({ phone: alice });
    await auth.verifyOtp({ phone: alice, challengeId: used.challengeId, code: lastCode() });
    const second = await auth.requestOtp({ phone: alice, challengeId: used.challengeId });
    for (let guess = 0; guess < 5; guess++) {
      await refusalOf(
        auth.verifyOtp({ phone: alice, challengeId: second.challengeId, code: wrongOf(lastCode()) }),
      );
    }
    const third = await auth.requestOtp({ phone: alice, challengeId: second.challengeId });
    clock.advance(1201);
    const fourth = await auth.requestOtp({ phone: alice, challengeId: third.challengeId });
    const ids = [used, second, third, fourth].map(({ challengeId }) => challengeId);
    expect(new Set(ids).size).toBe(4);
  });

  it("refuses a country that is not on the list, before anything is counted or sent", async () => {
    const bench = createBench();
    bench.deps.policy = { ...bench.deps.policy, allowedCountries: new Set(["IN"]) };
    expect(await refusalOf(bench.auth.requestOtp({ phone: alice }))).toEqual({ code: "PHONE_NOT_ALLOWED" });
    expect(await refusalOf(bench.auth.resendOtp({ phone: alice }))).toEqual({ code: "PHONE_NOT_ALLOWED" });
    expect([bench.charges, bench.sent]).toEqual([[], []]);
  });

  it.each(["+870773123456", "+19005551234", "+18005551234", "+447012345678"])(
    "refuses a line that codes should not go to, whatever countries are listed: %s",
    async (number) => {
      const bench = createBench();
      const asked = { phone: phoneNumber(number) };
      expect(await refusalOf(bench.auth.requestOtp(asked))).toEqual({ code: "PHONE_NOT_ALLOWED" });
      expect([bench.charges, bench.sent]).toEqual([[], []]);
    },
  );

  it("refuses a country that has left the list to who holds a challenge, too", async () => {
    const bench = createBench();
    const { challengeId } = await bench.auth.requestOtp({ phone: alice });
    bench.clock.advance(31);
    bench.deps.policy = { ...bench.deps.policy, allowedCountries: new Set(["IN"]) };
    const again = { phone: alice, challengeId };
    expect(await refusalOf(bench.auth.requestOtp(again))).toEqual({ code: "PHONE_NOT_ALLOWED" });
    expect(await refusalOf(bench.auth.resendOtp(again))).toEqual({ code: "PHONE_NOT_ALLOWED" });
    expect(bench.sent).toHaveLength(1);
  });

  it("takes a point from the limits for each message, and none for a refused resend", async () => {
    const { auth, charges } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    await refusalOf(auth.requestOtp({ phone: alice, challengeId }));
    expect(charges).toEqual([`open ${alice}`]);
  });

  it("sends nothing and opens nothing when a limit refuses", async () => {
    const { auth, sent, store } = createBench({
      limits: refusing({ code: "RATE_LIMITED", retryAfterSeconds: 42 }),
    });
    expect(await refusalOf(auth.requestOtp({ phone: alice }))).toEqual({
      code: "RATE_LIMITED",
      retryAfterSeconds: 42,
    });
    expect([sent.length, store.counts().challenges]).toEqual([0, 0]);
  });

  it.each(["rejected", "transient"] as const)("says so when no message went out (%s)", async (outcome) => {
    const { auth, charges } = createBench({ outcomes: [outcome] });
    expect(await refusalOf(auth.requestOtp({ phone: alice }))).toEqual({ code: "SEND_FAILED" });
    expect(charges).toEqual([`open ${alice}`]);
  });

  it("counts a message that may have gone out as sent", async () => {
    const { auth, lastCode } = createBench({ outcomes: ["ambiguous"] });
    const { challengeId } = await auth.requestOtp({ phone: alice });
    expect(await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() })).toMatchObject({
      isNew: true,
    });
  });
});

describe("sending again", () => {
  it("repeats the code while half of its life is left, and then replaces it", async () => {
    const { auth, clock, sent, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    clock.advance(300);
    const repeated = await auth.resendOtp({ phone: alice, challengeId });
    expect(repeated.expiresAt).toEqual(new Date("2026-01-01T00:10:00Z"));
    clock.advance(60);
    const renewed = await auth.resendOtp({ phone: alice, challengeId });
    expect(renewed.expiresAt).toEqual(new Date("2026-01-01T00:16:00Z"));
    expect(sent.map(({ validForSeconds }) => validForSeconds)).toEqual([600, 300, 600]);
    const [first, second, third] = sent.map(({ code }) => code);
    expect([second === first, third === first]).toEqual([true, false]);
    const old = auth.verifyOtp({ phone: alice, challengeId, code: first ?? "" });
    expect(await refusalOf(old)).toEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
    expect(await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() })).toMatchObject({
      isNew: true,
    });
  });

  it.each(["holds the challenge", "holds nothing"])(
    "waits 30, 60, 120 and from then on 300 seconds, as the answer says, for one who %s",
    async (who) => {
      const { auth, clock } = createBench();
      const opened = await auth.requestOtp({ phone: alice });
      const asked = { phone: alice, challengeId: who === "holds nothing" ? undefined : opened.challengeId };
      let { resendAt } = opened;
      for (const wait of [30, 60, 120, 300, 300]) {
        expect(resendAt.getTime() - clock().getTime()).toBe(wait * 1000);
        clock.advance(wait - 1);
        const early = { code: "RESEND_TOO_SOON", retryAfterSeconds: 1 };
        expect(await refusalOf(auth.resendOtp(asked))).toEqual(early);
        clock.advance(1);
        ({ resendAt } = await auth.resendOtp(asked));
      }
    },
  );

  it("begins the waits anew for another sign-in", async () => {
    const { auth, clock } = createBench();
    await auth.requestOtp({ phone: alice });
    clock.advance(1801);
    const { resendAt } = await auth.resendOtp({ phone: alice });
    expect(resendAt.getTime() - clock().getTime()).toBe(30_000);
  });

  it("keeps the attempts that were used, with the same code and with a new one", async () => {
    const { auth, clock, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const guess = () => refusalOf(auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(lastCode()) }));
    await guess();
    clock.advance(31);
    await auth.resendOtp({ phone: alice, challengeId });
    expect(await guess()).toMatchObject({ attemptsLeft: 3 });
    clock.advance(301);
    await auth.resendOtp({ phone: alice, challengeId });
    expect([await guess(), await guess(), await guess(), await guess()]).toEqual([
      { code: "CODE_INVALID", attemptsLeft: 2 },
      { code: "CODE_INVALID", attemptsLeft: 1 },
      { code: "CODE_INVALID", attemptsLeft: 0 },
      { code: "TOO_MANY_ATTEMPTS", attemptsLeft: 0, retryAfterSeconds: 1 },
    ]);
    clock.advance(31);
    expect(await refusalOf(auth.resendOtp({ phone: alice, challengeId }))).toMatchObject({
      code: "TOO_MANY_ATTEMPTS",
    });
  });

  it("gives new codes until 20 minutes after the first, so that a challenge ends within 30", async () => {
    const { auth, clock } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    clock.advance(700);
    await auth.resendOtp({ phone: alice, challengeId });
    clock.advance(500);
    await auth.resendOtp({ phone: alice, challengeId });
    clock.advance(301);
    expect(await refusalOf(auth.resendOtp({ phone: alice, challengeId }))).toEqual({ code: "CODE_EXPIRED" });
  });

  it("refuses once the challenge was used, and one that is unknown or another number's", async () => {
    const { auth, clock, lastCode, sent } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    expect(await refusalOf(auth.resendOtp({ phone: bob, challengeId }))).toEqual({ code: "CODE_INVALID" });
    expect(await refusalOf(auth.resendOtp({ phone: alice, challengeId: "unknown" }))).toEqual({
      code: "CODE_INVALID",
    });
    await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    clock.advance(60);
    expect(await refusalOf(auth.resendOtp({ phone: alice, challengeId }))).toEqual({ code: "CODE_INVALID" });
    expect(sent).toHaveLength(1);
  });

  it("gives who holds no challenge one of their own, 30 seconds after the last message to the number", async () => {
    const { auth, clock } = createBench();
    const held = await auth.requestOtp({ phone: alice });
    expect(await refusalOf(auth.resendOtp({ phone: alice }))).toMatchObject({ code: "RESEND_TOO_SOON" });
    clock.advance(30);
    expect((await auth.resendOtp({ phone: alice })).challengeId).not.toBe(held.challengeId);
  });

  it("gives the point back when another call was first", async () => {
    const bench = createBench();
    const { challengeId } = await bench.auth.requestOtp({ phone: alice });
    bench.clock.advance(31);
    const resend = () => bench.auth.resendOtp({ phone: alice, challengeId }).catch(() => null);
    const answers = await Promise.all([resend(), resend(), resend()]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(bench.sent).toHaveLength(2);
    expect(bench.charges.filter((each) => each.startsWith("refund"))).toHaveLength(2);
  });

  it("sends a new code when the secret of the old one has been retired", async () => {
    const before = createBench();
    const { challengeId } = await before.auth.requestOtp({ phone: alice });
    const codeKeys = createKeyring(["the next secret of the tests, 32 long"]);
    const after = createBench({ store: before.store, codeKeys });
    after.clock.advance(31);
    await after.auth.resendOtp({ phone: alice, challengeId });
    expect(after.lastCode()).not.toBe(before.lastCode());
    expect(await after.auth.verifyOtp({ phone: alice, challengeId, code: after.lastCode() })).toMatchObject({
      isNew: true,
    });
  });

  it("keeps a code working while its secret is an older one of the list", async () => {
    const before = createBench();
    const { challengeId } = await before.auth.requestOtp({ phone: alice });
    const codeKeys = createKeyring(["the next secret of the tests, 32 long", SECRET]);
    const after = createBench({ store: before.store, codeKeys });
    const answer = after.auth.verifyOtp({ phone: alice, challengeId, code: before.lastCode() });
    expect(await answer).toMatchObject({ isNew: true });
  });
});

describe("requests with one Idempotency-Key", () => {
  const idempotencyKey = "a-key-that-nobody-guesses";

  it("are answered alike and send one message, also from the browser that holds the challenge by now", async () => {
    const { auth, clock, sent } = createBench();
    const first = await auth.requestOtp({ phone: alice, idempotencyKey });
    const { challengeId } = first;
    const again = { ...first, isRepeated: true };
    expect(await auth.requestOtp({ phone: alice, idempotencyKey })).toEqual(again);
    expect(await auth.requestOtp({ phone: alice, challengeId, idempotencyKey })).toEqual(again);
    clock.advance(60);
    expect(await auth.requestOtp({ phone: alice, challengeId, idempotencyKey })).toEqual(again);
    expect(sent).toHaveLength(1);
    await auth.requestOtp({ phone: alice, challengeId, idempotencyKey: "another-key-of-theirs" });
    expect(sent).toHaveLength(2);
  });

  it("open a challenge for each number", async () => {
    const { auth, sent } = createBench();
    const first = await auth.requestOtp({ phone: alice, idempotencyKey });
    const second = await auth.requestOtp({ phone: bob, challengeId: first.challengeId, idempotencyKey });
    expect(second.challengeId).not.toBe(first.challengeId);
    expect(sent.map(({ phone }) => phone)).toEqual([alice, bob]);
  });

  it("are not told that a message is on its way when none was sent", async () => {
    const { auth, sent, lastCode } = createBench({ outcomes: ["rejected", "transient", "accepted"] });
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    expect(await refusalOf(ask())).toEqual({ code: "SEND_FAILED" });
    expect(await refusalOf(ask())).toEqual({ code: "SEND_FAILED" });
    const { challengeId } = await ask();
    expect(sent).toHaveLength(3);
    expect(sent[2]?.challengeId).toBe(challengeId);
    expect(await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() })).toMatchObject({
      isNew: true,
    });
  });

  it("are refused as before where a message could not be sent and that cannot be written down either", async () => {
    const { store } = createBench();
    const claimSend = () => Promise.reject(new Error("the store is gone"));
    const { auth } = createBench({ store: { ...store, claimSend }, outcomes: ["rejected"] });
    expect(await refusalOf(auth.requestOtp({ phone: alice, idempotencyKey }))).toEqual({
      code: "SEND_FAILED",
    });
  });

  it("send another message when the code does not work any more: used, used up or over", async () => {
    const { auth, clock, sent, lastCode } = createBench();
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    const { challengeId } = await ask();
    for (let guess = 0; guess < 5; guess++) {
      await refusalOf(auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(lastCode()) }));
    }
    expect((await ask()).challengeId).not.toBe(challengeId);
    expect(sent).toHaveLength(2);
    const over = { phone: bob, idempotencyKey };
    const before = await auth.requestOtp(over);
    clock.advance(600);
    expect((await auth.requestOtp(over)).challengeId).not.toBe(before.challengeId);
  });
});
