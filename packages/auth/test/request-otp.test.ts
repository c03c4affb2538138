import { describe, expect, it } from "vitest";
import { alice, bob, createBench, phoneNumber, refusalOf, refusing, wrongOf } from "./support/bench.ts";

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
