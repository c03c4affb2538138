import { describe, expect, it } from "vitest";
import { alice, bob, createBench, refusalOf, wrongOf } from "./support/bench.ts";

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
