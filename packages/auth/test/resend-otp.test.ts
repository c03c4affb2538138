import { describe, expect, it } from "vitest";
import { createKeyring } from "../src/index.ts";
import { alice, bob, createBench, refusalOf, SECRET, wrongOf } from "./support/bench.ts";

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
    clock.advance(1800);
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
    const { auth, clock, sent } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    clock.advance(700);
    await auth.resendOtp({ phone: alice, challengeId });
    clock.advance(500);
    await auth.resendOtp({ phone: alice, challengeId });
    clock.advance(300);
    await auth.resendOtp({ phone: alice, challengeId });
    expect([sent[3]?.code === sent[2]?.code, sent[3]?.validForSeconds]).toEqual([true, 300]);
    clock.advance(1);
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
