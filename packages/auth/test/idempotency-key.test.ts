import { AuthError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { alice, bob, createBench, phoneNumber, refusalOf, refusing, wrongOf } from "./support/bench.ts";

describe("requests with one Idempotency-Key", () => {
  const idempotencyKey = "a-key-that-nobody-guesses";

  it("are answered alike and send one message, also from the browser that holds the challenge by now", async () => {
    const { auth, charges, clock, sent } = createBench();
    const first = await auth.requestOtp({ phone: alice, idempotencyKey });
    const { challengeId } = first;
    const again = { ...first, isRepeated: true };
    expect(await auth.requestOtp({ phone: alice, idempotencyKey })).toEqual(again);
    expect(await auth.requestOtp({ phone: alice, challengeId, idempotencyKey })).toEqual(again);
    clock.advance(60);
    expect(await auth.requestOtp({ phone: alice, challengeId, idempotencyKey })).toEqual(again);
    expect([sent.length, charges]).toEqual([1, [`open ${alice}`]]);
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

  it("open a challenge for each number also where number and key read alike one behind the other", async () => {
    const { auth } = createBench();
    const [short, long] = [phoneNumber("+4930123456"), phoneNumber("+49301234567")];
    const first = await auth.requestOtp({ phone: short, idempotencyKey: "7-and-more-of-a-key" });
    const second = await auth.requestOtp({ phone: long, idempotencyKey: "-and-more-of-a-key" });
    expect([first.isRepeated, second.isRepeated]).toEqual([false, false]);
    expect(second.challengeId).not.toBe(first.challengeId);
  });

  it("are answered as the first one when the limits refuse all but that", async () => {
    const { auth, deps, sent } = createBench();
    let charges = 0;
    const { charge } = deps.limits;
    deps.limits = {
      ...deps.limits,
      charge: async (...given) =>
        ++charges === 1 ? charge(...given) : { allowed: false, rule: "some", code: "RATE_LIMITED" },
    };
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toEqual({ ...first, isRepeated: true });
    expect(sent).toHaveLength(1);
  });

  it("are refused as others are when the limits refuse the first", async () => {
    const { auth } = createBench({ limits: refusing({ code: "RATE_LIMITED", retryAfterSeconds: 9 }) });
    const asked = auth.requestOtp({ phone: alice, idempotencyKey });
    expect(await refusalOf(asked)).toEqual({ code: "RATE_LIMITED", retryAfterSeconds: 9 });
  });

  it("open one of their own where the first was there and has gone", async () => {
    const { auth, sent, store } = createBench();
    const { openChallenge } = store;
    let calls = 0;
    store.openChallenge = async (...given) => (++calls === 1 ? false : openChallenge(...given));
    expect(await auth.requestOtp({ phone: alice, idempotencyKey })).toMatchObject({ isRepeated: false });
    expect(sent).toHaveLength(1);
  });

  it("at once open one challenge and send one message, and the other's point is given back", async () => {
    const { auth, charges, sent } = createBench();
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ isRepeated }) => isRepeated).sort()).toEqual([false, true]);
    expect(new Set(answers.map(({ challengeId }) => challengeId)).size).toBe(1);
    expect(sent).toHaveLength(1);
    expect(charges).toEqual([`open ${alice}`, `open ${alice}`, `refund open ${alice}`]);
  });

  it("leave an event of a code that was ended because its message did not go, with number and network", async () => {
    const { auth, store } = createBench({ outcomes: ["rejected"] });
    const requester = { address: "203.0.113.7", userAgent: undefined };
    await refusalOf(auth.requestOtp({ phone: alice, idempotencyKey, requester }));
    const [requested, begun, failed, withdrawn] = store.auditEvents();
    const from = { phoneHash: requested?.phoneHash, network: "203.0.113.0/24" };
    expect(requested).toMatchObject({ name: "code-requested", phoneHash: expect.any(String) });
    expect(begun).toMatchObject({ ...from, name: "code-requested", detail: "begun" });
    expect(failed).toMatchObject({ ...from, name: "code-failed", detail: "rejected" });
    expect(withdrawn).toMatchObject({ ...from, name: "code-failed", detail: "withdrawn" });
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
    const claims = [store.claimSend, () => Promise.reject(new Error("the store is gone"))];
    const claimSend: typeof store.claimSend = async (claim) => (await claims.shift()?.(claim)) ?? null;
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
    const used = { phone: alice, idempotencyKey: "a-key-of-a-sign-in" };
    const first = await auth.requestOtp(used);
    await auth.verifyOtp({ phone: alice, ...first, code: lastCode() });
    expect((await auth.requestOtp(used)).challengeId).not.toBe(first.challengeId);
    const over = { phone: bob, idempotencyKey };
    const before = await auth.requestOtp(over);
    clock.advance(600);
    expect((await auth.requestOtp(over)).challengeId).not.toBe(before.challengeId);
  });
});

describe("a retry with the Idempotency-Key of a request that failed", () => {
  const idempotencyKey = "a-key-that-nobody-guesses";
  type Step = "openChallenge" | "claimSend" | "findChallenge";

  /** A bench whose store is interrupted at the first calls of a step, after each was carried out. */
  function interrupted(steps: Partial<Record<Step, number>>, interrupt: () => Promise<never>) {
    const bench = createBench();
    for (const [step, count] of Object.entries(steps) as [Step, number][]) {
      const carryOut: (...given: never[]) => Promise<unknown> = bench.store[step];
      let left = count;
      const interrupting = async (...given: never[]) => {
        const result = await carryOut(...given);
        return left-- > 0 ? interrupt() : result;
      };
      Object.assign(bench.store, { [step]: interrupting });
    }
    const ask = () => bench.auth.requestOtp({ phone: alice, idempotencyKey });
    const askAtOnce = async () => (await Promise.all(Array.from({ length: 5 }, ask))).map(isRepeatedOf);
    return { ...bench, ask, askAtOnce };
  }

  const isRepeatedOf = ({ isRepeated }: { isRepeated: boolean }) => isRepeated;
  const loseTheAnswer = () => Promise.reject(new AuthError("UNAVAILABLE"));
  const end = () => new Promise<never>(() => {});
  const oneOfFive = [false, true, true, true, true];

  it.each([
    [60, 1],
    [61, 2],
  ])(
    "is charged anew after a minute, since what was allowed then need not be now (%d s)",
    async (seconds, charged) => {
      const { ask, charges, clock, sent, store } = interrupted({}, loseTheAnswer);
      const { claimSend } = store;
      store.claimSend = loseTheAnswer;
      expect(await refusalOf(ask())).toEqual({ code: "UNAVAILABLE" });
      store.claimSend = claimSend;
      clock.advance(seconds);
      expect(isRepeatedOf(await ask())).toBe(false);
      expect([sent.length, charges.length]).toEqual([1, charged]);
    },
  );

  it("sends the one message where the challenge could not be opened, for which the first is refused", async () => {
    const bench = createBench();
    const openings = [() => Promise.reject(new AuthError("UNAVAILABLE")), bench.store.openChallenge];
    bench.store.openChallenge = (...given) => (openings.shift() ?? (async () => false))(...given);
    const ask = () => bench.auth.requestOtp({ phone: alice, idempotencyKey });
    expect(await refusalOf(ask())).toEqual({ code: "UNAVAILABLE" });
    expect(bench.sent).toEqual([]);
    expect(isRepeatedOf(await ask())).toBe(false);
    expect(bench.sent).toHaveLength(1);
  });

  it("is not needed where the challenge was opened and only the answer of the store was lost", async () => {
    const { ask, sent, charges } = interrupted({ openChallenge: 1 }, loseTheAnswer);
    expect([await ask(), await ask()].map(isRepeatedOf)).toEqual([false, true]);
    expect(sent).toHaveLength(1);
    expect(charges).toEqual([`open ${alice}`]);
  });

  it("sends the message, once however many there are, where its process ended after the challenge was opened", async () => {
    const { ask, askAtOnce, auth, sent, charges, lastCode } = interrupted({ openChallenge: 1 }, end);
    void ask();
    await expect.poll(() => charges).toHaveLength(1);
    expect((await askAtOnce()).sort()).toEqual(oneOfFive);
    expect(sent).toHaveLength(1);
    const { challengeId } = await ask();
    await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    expect(charges.filter((each) => /^(open|refund)/.test(each))).toEqual([`open ${alice}`]);
    expect(charges.at(-1)).toMatch(/ receipt-1$/);
  });

  it("sends the message once also where several opened the challenge and none of them went on", async () => {
    const { ask, askAtOnce, sent, charges } = interrupted({ openChallenge: 3 }, end);
    for (let process = 0; process < 3; process++) void ask();
    await expect.poll(() => charges).toHaveLength(3);
    expect((await askAtOnce()).sort()).toEqual(oneOfFive);
    expect(sent).toHaveLength(1);
  });

  it("is not needed where the send was reserved, by one of many, and only the answer of the store was lost", async () => {
    const { askAtOnce, sent } = interrupted({ claimSend: 1 }, loseTheAnswer);
    expect((await askAtOnce()).sort()).toEqual(oneOfFive);
    expect(await askAtOnce()).toEqual(Array(5).fill(true));
    expect(sent).toHaveLength(1);
  });

  it("sends nothing where the send was reserved and the process ended: it may have been sent", async () => {
    const { ask, sent } = interrupted({ claimSend: 1 }, end);
    void ask();
    await expect.poll(ask).toMatchObject({ isRepeated: true });
    expect(sent).toEqual([]);
  });

  it.each(["ambiguous", "accepted"] as const)("sends nothing where the message was %s", async (outcome) => {
    const { auth, sent } = createBench({ outcomes: [outcome] });
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    expect([await ask(), await ask()].map(isRepeatedOf)).toEqual([false, true]);
    expect(sent).toHaveLength(1);
  });

  it("sends nothing where the sender had begun and did not say how it ended", async () => {
    const { auth, deps } = createBench();
    let begun = 0;
    deps.sender.sendCode = () => Promise.reject(new Error(`gone in send ${++begun}`));
    const ask = () => auth.requestOtp({ phone: alice, idempotencyKey });
    await expect(ask()).rejects.toThrow("gone in send 1");
    expect(isRepeatedOf(await ask())).toBe(true);
    expect(begun).toBe(1);
  });
});
