import type { E164 } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { type AuthDeps, defaultPolicy } from "../src/index.ts";
import { alice, type Bench, bob, createBench, refusalOf, refusing } from "./support/bench.ts";

const FIXED = "123456";

function benchWith(policy: Partial<AuthDeps["policy"]> = {}, changes: Partial<AuthDeps> = {}) {
  const codes = new Map<E164, string>([[alice, FIXED]]);
  return createBench({ policy: { ...defaultPolicy, testPhones: { codes }, ...policy }, ...changes });
}

const signIns = ({ auditEvents }: Bench["store"]) =>
  auditEvents().flatMap(({ name }) => (name.includes("sign-in") ? [name] : []));

describe("a test number", () => {
  it("signs in with its fixed code, gets no message, and is named so in the audit trail", async () => {
    const { auth, sent, store } = benchWith();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    expect(await auth.verifyOtp({ phone: alice, challengeId, code: FIXED })).toMatchObject({ isNew: true });
    expect(sent).toEqual([]);
    expect(signIns(store)).toEqual(["test-sign-in"]);
  });

  it("is answered a second time as the first, with its fixed code where codes are told", async () => {
    const { auth } = benchWith({}, { revealCode: true });
    const asked = { phone: alice, idempotencyKey: "a-key-that-nobody-guesses" };
    const first = await auth.requestOtp(asked);
    expect(first.code).toBe(FIXED);
    expect(await auth.requestOtp(asked)).toEqual({ ...first, isRepeated: true });
  });

  it("leaves all other numbers as they are", async () => {
    const { auth, sent, store, lastCode } = benchWith();
    const { challengeId } = await auth.requestOtp({ phone: bob });
    const fixed = auth.verifyOtp({ phone: bob, challengeId, code: FIXED });
    expect(await refusalOf(fixed)).toEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
    await auth.verifyOtp({ phone: bob, challengeId, code: lastCode() });
    expect(sent).toHaveLength(1);
    expect(signIns(store)).toEqual(["sign-in-after-failures"]);
  });

  it("has the attempts, the cool-down and the budgets of every number", async () => {
    const { auth, charges } = benchWith();
    const early = auth.verifyOtp({ phone: alice, code: FIXED });
    expect(await refusalOf(early)).toEqual({ code: "CODE_INVALID" });
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const again = auth.resendOtp({ phone: alice, challengeId });
    expect(await refusalOf(again)).toEqual({ code: "RESEND_TOO_SOON", retryAfterSeconds: 30 });
    for (let guess = 0; guess < 5; guess++) {
      await refusalOf(auth.verifyOtp({ phone: alice, challengeId, code: "654321" }));
    }
    const right = auth.verifyOtp({ phone: alice, challengeId, code: FIXED });
    expect(await refusalOf(right)).toMatchObject({ code: "TOO_MANY_ATTEMPTS" });
    expect(charges).toEqual([
      `stranger-guess ${alice}`,
      `open ${alice}`,
      ...Array.from({ length: 5 }, () => [`guess ${alice}`, `compare ${alice}`]).flat(),
      `guess ${alice}`,
    ]);
  });

  it("is refused when the budget of its number is used up, as every number is", async () => {
    const limits = refusing({ code: "RATE_LIMITED", retryAfterSeconds: 9 });
    const { auth } = benchWith({}, { limits });
    const asked = auth.requestOtp({ phone: alice });
    expect(await refusalOf(asked)).toEqual({ code: "RATE_LIMITED", retryAfterSeconds: 9 });
  });

  it("uses its code once for each challenge, and not after the challenge has ended", async () => {
    const { auth, clock } = benchWith();
    const first = await auth.requestOtp({ phone: alice });
    await auth.verifyOtp({ phone: alice, ...first, code: FIXED });
    expect(await refusalOf(auth.verifyOtp({ phone: alice, ...first, code: FIXED }))).toEqual({
      code: "CODE_INVALID",
    });
    const second = await auth.requestOtp({ phone: alice });
    clock.advance(600);
    expect(await refusalOf(auth.verifyOtp({ phone: alice, ...second, code: FIXED }))).toEqual({
      code: "CODE_EXPIRED",
    });
  });

  it("needs no country on the list: nothing is sent there", async () => {
    const { auth } = benchWith({ allowedCountries: new Set(["IN"]) });
    expect(await auth.requestOtp({ phone: alice })).toMatchObject({ codeLength: 6 });
    expect(await refusalOf(auth.requestOtp({ phone: bob }))).toEqual({ code: "PHONE_NOT_ALLOWED" });
  });

  it("is a number as any other from the moment on that its time is over", async () => {
    const codes = new Map<E164, string>([[alice, FIXED]]);
    const until = new Date("2026-01-01T00:05:00.000Z");
    const { auth, clock, sent, store, lastCode } = benchWith({ testPhones: { codes, until } });
    const before = await auth.requestOtp({ phone: alice });
    clock.advance(299);
    await auth.verifyOtp({ phone: alice, challengeId: before.challengeId, code: FIXED });
    const open = await auth.requestOtp({ phone: alice });
    clock.advance(1);
    const late = auth.verifyOtp({ phone: alice, challengeId: open.challengeId, code: FIXED });
    expect(await refusalOf(late)).toEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
    expect(sent).toEqual([]);
    const usual = await auth.requestOtp({ phone: alice });
    await auth.verifyOtp({ phone: alice, challengeId: usual.challengeId, code: lastCode() });
    expect(sent).toHaveLength(1);
    expect(signIns(store)).toEqual(["test-sign-in", "sign-in"]);
  });
});
