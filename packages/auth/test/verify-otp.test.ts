import { AuthError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { alice, bob, createBench, refusalOf, refusing, wrongOf } from "./support/bench.ts";

describe("verifying as the holder of a challenge", () => {
  it("signs in with the right code, once", async () => {
    const { auth, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const guess = { phone: alice, challengeId, code: lastCode() };
    const signedIn = await auth.verifyOtp(guess);
    expect(signedIn).toMatchObject({ isNew: true, user: { phone: alice } });
    expect(await refusalOf(auth.verifyOtp(guess))).toEqual({ code: "CODE_INVALID" });
  });

  it("knows the user the next time", async () => {
    const { auth, lastCode } = createBench();
    const signIn = async () => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      return auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    };
    const [first, second] = [await signIn(), await signIn()];
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.user).toEqual(first.user);
    expect(second.credential.secret).not.toBe(first.credential.secret);
  });

  it("refuses the sixth guess even when it is right", async () => {
    const { auth, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const left: unknown[] = [];
    for (let guess = 0; guess < 5; guess++) {
      const wrong = auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(lastCode()) });
      left.push((await refusalOf(wrong)).attemptsLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const right = auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    expect(await refusalOf(right)).toEqual({
      code: "TOO_MANY_ATTEMPTS",
      attemptsLeft: 0,
      retryAfterSeconds: 1,
    });
  });

  it("takes the code until its last second and not after, and says so to the holder", async () => {
    const early = createBench();
    const a = await early.auth.requestOtp({ phone: alice });
    early.clock.advance(599);
    expect(await early.auth.verifyOtp({ ...a, phone: alice, code: early.lastCode() })).toMatchObject({
      isNew: true,
    });
    const late = createBench();
    const b = await late.auth.requestOtp({ phone: alice });
    late.clock.advance(600);
    const answer = late.auth.verifyOtp({ ...b, phone: alice, code: late.lastCode() });
    expect(await refusalOf(answer)).toEqual({ code: "CODE_EXPIRED" });
  });

  it("refuses a code of one challenge at another, and counts the attempt", async () => {
    const { auth, sent, store } = createBench();
    const mine = await auth.requestOtp({ phone: alice });
    const theirs = await auth.requestOtp({ phone: bob });
    const [, codeOfBob = ""] = sent.map(({ code }) => code);
    const crossed = auth.verifyOtp({ phone: bob, challengeId: mine.challengeId, code: codeOfBob });
    expect(await refusalOf(crossed)).toEqual({ code: "CODE_INVALID" });
    expect((await store.findChallenge(mine.challengeId))?.holderAttempts).toBe(1);
    expect((await store.findChallenge(theirs.challengeId))?.closedAt).toBeNull();
  });

  it("refuses the right code of a challenge under another number", async () => {
    const { auth, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const answer = auth.verifyOtp({ phone: bob, challengeId, code: lastCode() });
    expect(await refusalOf(answer)).toEqual({ code: "CODE_INVALID" });
  });

  it.each(["", "1", "12345", "1234567", "x".repeat(1000)])(
    "refuses a guess of odd length: %j",
    async (code) => {
      const { auth } = createBench();
      const { challengeId } = await auth.requestOtp({ phone: alice });
      const answer = auth.verifyOtp({ phone: alice, challengeId, code });
      expect(await refusalOf(answer)).toEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
    },
  );

  it("closes every other challenge of the number", async () => {
    const { auth, sent, lastCode } = createBench();
    const first = await auth.requestOtp({ phone: alice });
    const second = await auth.requestOtp({ phone: alice });
    await auth.verifyOtp({ phone: alice, challengeId: second.challengeId, code: lastCode() });
    const other = auth.verifyOtp({ phone: alice, ...first, code: sent[0]?.code ?? "" });
    expect(await refusalOf(other)).toEqual({ code: "CODE_INVALID" });
  });
});

describe("verifying with the number alone", () => {
  it("signs in at the newest open challenge, and settles what it was charged: two guesses and the message", async () => {
    const { auth, sent, lastCode, charges } = createBench();
    await auth.requestOtp({ phone: alice });
    await auth.requestOtp({ phone: alice });
    const older = auth.verifyOtp({ phone: alice, code: sent[0]?.code ?? "" });
    expect(await refusalOf(older)).toEqual({ code: "CODE_INVALID" });
    expect(await auth.verifyOtp({ phone: alice, code: lastCode() })).toMatchObject({ isNew: true });
    expect(charges.slice(2)).toEqual([
      `stranger-guess ${alice}`,
      `stranger-compare ${alice}`,
      `stranger-guess ${alice}`,
      `stranger-compare ${alice}`,
      `settle ${alice} receipt-5 receipt-6 receipt-2`,
    ]);
  });

  it("leaves the holder all of their attempts", async () => {
    const { auth, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    for (let guess = 0; guess < 20; guess++) {
      await refusalOf(auth.verifyOtp({ phone: alice, code: wrongOf(lastCode()) }));
    }
    const first = auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(lastCode()) });
    expect(await refusalOf(first)).toEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
    expect(await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() })).toMatchObject({
      isNew: true,
    });
  });

  it("looks at five guesses, and then refuses the right code too", async () => {
    const { auth, lastCode } = createBench();
    await auth.requestOtp({ phone: alice });
    for (let guess = 0; guess < 5; guess++) {
      await refusalOf(auth.verifyOtp({ phone: alice, code: wrongOf(lastCode()) }));
    }
    const right = auth.verifyOtp({ phone: alice, code: lastCode() });
    expect(await refusalOf(right)).toEqual({ code: "CODE_INVALID" });
  });

  it("answers the same whether something is open, expired, used up or nothing ever was", async () => {
    const { auth, clock, lastCode } = createBench();
    const guess = () => refusalOf(auth.verifyOtp({ phone: alice, code: "000000" }));
    const answers = [await guess()];
    await auth.requestOtp({ phone: alice });
    if (lastCode() === "000000") throw new Error("choose another seed");
    for (let round = 0; round < 6; round++) answers.push(await guess());
    clock.advance(601);
    answers.push(await guess());
    expect(answers).toEqual(Array.from({ length: 8 }, () => ({ code: "CODE_INVALID" })));
  });

  it("is refused with the wait when the number's strangers have guessed too often", async () => {
    const { auth } = createBench({
      limits: refusing({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds: 99 }),
    });
    expect(await refusalOf(auth.verifyOtp({ phone: alice, code: "000000" }))).toEqual({
      code: "TOO_MANY_ATTEMPTS",
      retryAfterSeconds: 99,
    });
  });

  it("is refused when the counters cannot be reached", async () => {
    const { auth } = createBench({
      limits: {
        charge: async () => {
          throw new AuthError("UNAVAILABLE");
        },
        settle: async () => {},
      },
    });
    expect(await refusalOf(auth.verifyOtp({ phone: alice, code: "000000" }))).toEqual({
      code: "UNAVAILABLE",
    });
    expect(await refusalOf(auth.requestOtp({ phone: alice }))).toEqual({ code: "UNAVAILABLE" });
  });

  it("signs in although nothing can be given back", async () => {
    const settle = async () => {
      throw new AuthError("UNAVAILABLE");
    };
    const charge = async () => ({ allowed: true, receipt: "any", refund: async () => {} }) as const;
    const { auth, lastCode } = createBench({ limits: { charge, settle } });
    await auth.requestOtp({ phone: alice });
    expect(await auth.verifyOtp({ phone: alice, code: lastCode() })).toMatchObject({ isNew: true });
  });
});
