import { AuthError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { createKeyring, defaultPolicy, type Limits } from "../src/index.ts";
import { alice, type Bench, bob, createBench, phoneNumber, refusalOf, wrongOf } from "./support/bench.ts";

const PUZZLE = { algorithm: "SHA-256", challenge: "c", salt: "s", signature: "x", maxnumber: 1 } as const;

async function open({ auth, lastCode }: Bench) {
  const { challengeId } = await auth.requestOtp({ phone: alice });
  return { challengeId, code: lastCode() };
}

const eventsOf = ({ store }: Bench, name: string) =>
  store.auditEvents().filter((event) => event.name === name);

describe("a refusal", () => {
  it("has the puzzle that a limit asks for, and no wait", async () => {
    const limits: Limits = {
      charge: async () => ({ allowed: false, rule: "proof", code: "PROOF_REQUIRED", proof: PUZZLE }),
      settle: async () => {},
    };
    const refusal = await refusalOf(createBench({ limits }).auth.requestOtp({ phone: alice }));
    expect(refusal).toStrictEqual({ code: "PROOF_REQUIRED", proof: PUZZLE });
  });

  it("has a wait where there is one, and no puzzle", async () => {
    const limits: Limits = {
      charge: async () => ({ allowed: false, rule: "some", code: "RATE_LIMITED", retryAfterSeconds: 7 }),
      settle: async () => {},
    };
    const refusal = await refusalOf(createBench({ limits }).auth.requestOtp({ phone: alice }));
    expect(refusal).toStrictEqual({ code: "RATE_LIMITED", retryAfterSeconds: 7 });
  });

  it("does not tell that a challenge has expired to who used it, has another number or made it up", async () => {
    const bench = createBench();
    const { challengeId, code } = await open(bench);
    const other = await open(bench);
    bench.clock.advance(600);
    const foreign = bench.auth.verifyOtp({ phone: bob, challengeId: other.challengeId, code });
    expect(await refusalOf(foreign)).toStrictEqual({ code: "CODE_INVALID" });
    const unknown = bench.auth.verifyOtp({ phone: alice, challengeId: "made up", code });
    expect(await refusalOf(unknown)).toStrictEqual({ code: "CODE_INVALID" });
    const third = await open(bench);
    await bench.auth.verifyOtp({ phone: alice, ...third });
    bench.clock.advance(600);
    for (const used of [third.challengeId, challengeId]) {
      const call = bench.auth.verifyOtp({ phone: alice, challengeId: used, code });
      expect(await refusalOf(call)).toStrictEqual({ code: "CODE_INVALID" });
    }
  });

  it("does not say that a code has expired that was still good by this clock", async () => {
    const { store } = createBench();
    const bench = createBench({ store: { ...store, claimHolderAttempt: async () => null } });
    const { challengeId, code } = await open(bench);
    const call = bench.auth.verifyOtp({ phone: alice, challengeId, code });
    expect(await refusalOf(call)).toStrictEqual({ code: "CODE_INVALID" });
  });

  it("is what a code meets whose secret has been retired", async () => {
    const before = createBench();
    const { challengeId, code } = await open(before);
    const after = createBench({ store: before.store, codeKeys: createKeyring(["x".repeat(40)]) });
    const call = after.auth.verifyOtp({ phone: alice, challengeId, code });
    expect(await refusalOf(call)).toStrictEqual({ code: "CODE_INVALID", attemptsLeft: 4 });
  });

  it("is what a right code meets that another call has used in between", async () => {
    const { store } = createBench();
    const bench = createBench({ store: { ...store, completeSignIn: async () => null } });
    const { challengeId, code } = await open(bench);
    const call = bench.auth.verifyOtp({ phone: alice, challengeId, code });
    expect(await refusalOf(call)).toMatchObject({ code: "CODE_INVALID" });
  });

  it("of a resend after the last attempt has a wait of a second, and an event that says why", async () => {
    const bench = createBench();
    const { challengeId, code } = await open(bench);
    for (let guess = 0; guess < 5; guess++) {
      await refusalOf(bench.auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(code) }));
    }
    const call = bench.auth.resendOtp({ phone: alice, challengeId });
    expect(await refusalOf(call)).toStrictEqual({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds: 1 });
    expect(eventsOf(bench, "code-refused")).toMatchObject([{ detail: "attempts-used" }]);
  });

  it("of a resend that another call was faster with has the next wait, and an event", async () => {
    const { store } = createBench();
    const bench = createBench({ store: { ...store, claimSend: async () => null } });
    const { challengeId } = await open(bench);
    bench.clock.advance(30);
    const refusal = await refusalOf(bench.auth.resendOtp({ phone: alice, challengeId }));
    const [, next] = defaultPolicy.resendCooldowns;
    expect(refusal).toStrictEqual({ code: "RESEND_TOO_SOON", retryAfterSeconds: next });
    expect(bench.charges).toEqual([`open ${alice}`, `resend ${alice}`, `refund resend ${alice}`]);
    expect(eventsOf(bench, "code-refused")).toMatchObject([{ detail: "too-soon" }]);
  });

  it("of a number that no country has is about the country", async () => {
    const bench = createBench({ policy: { ...defaultPolicy, allowedCountries: new Set(["US"]) } });
    expect(await bench.auth.requestOtp({ phone: alice })).toHaveProperty("challengeId");
    const call = bench.auth.requestOtp({ phone: phoneNumber("+870773111632") });
    expect(await refusalOf(call)).toStrictEqual({ code: "PHONE_NOT_ALLOWED" });
    expect(eventsOf(bench, "code-refused")).toMatchObject([{ detail: "country" }]);
  });

  it("of a line that codes should not go to is about the line", async () => {
    const bench = createBench();
    await refusalOf(bench.auth.requestOtp({ phone: phoneNumber("+447012345678") }));
    expect(eventsOf(bench, "code-refused")).toMatchObject([{ detail: "line" }]);
  });

  it("is all that there is, with nothing spent, where the id that was drawn is taken", async () => {
    const { store } = createBench();
    const bench = createBench({ store: { ...store, openChallenge: async () => false } });
    expect(await refusalOf(bench.auth.requestOtp({ phone: alice }))).toStrictEqual({ code: "INTERNAL" });
    expect(bench.charges).toEqual([`open ${alice}`, `refund open ${alice}`]);
  });
});

describe("what is charged", () => {
  it("stays spent when nobody knows what has become of it, so that no message goes out without a charge", async () => {
    const { store } = createBench();
    const openChallenge = () => Promise.reject(new Error("the store is gone"));
    const bench = createBench({ store: { ...store, openChallenge } });
    await expect(bench.auth.requestOtp({ phone: alice })).rejects.toThrow("the store is gone");
    expect(bench.charges).toEqual([`open ${alice}`]);
    expect(bench.sent).toEqual([]);
  });

  it("is given back when the store has certainly written nothing: an outage must not lock anybody out", async () => {
    const { store } = createBench();
    const openChallenge = () => Promise.reject(new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true }));
    const bench = createBench({ store: { ...store, openChallenge } });
    expect(await refusalOf(bench.auth.requestOtp({ phone: alice }))).toEqual({ code: "UNAVAILABLE" });
    expect(bench.charges).toEqual([`open ${alice}`, `refund open ${alice}`]);
  });

  it("is given back once, by the sign-in, where the store had written it but its answer was lost", async () => {
    const bench = createBench();
    const { challengeId, code } = await open(bench);
    bench.clock.advance(30);
    const { claimSend } = bench.store;
    bench.store.claimSend = async (claim) => {
      await claimSend(claim);
      throw new AuthError("UNAVAILABLE");
    };
    const resent = bench.auth.resendOtp({ phone: alice, challengeId });
    expect(await refusalOf(resent)).toEqual({ code: "UNAVAILABLE" });
    await bench.auth.verifyOtp({ phone: alice, challengeId, code });
    expect(bench.charges.filter((each) => /^(refund|settle)/.test(each))).toEqual([
      `settle ${alice} receipt-3 receipt-4 receipt-1 receipt-2`,
    ]);
  });

  it("is settled with every message of the sign-in", async () => {
    const bench = createBench();
    const { challengeId } = await open(bench);
    bench.clock.advance(30);
    await bench.auth.resendOtp({ phone: alice, challengeId });
    await bench.auth.verifyOtp({ phone: alice, challengeId, code: bench.lastCode() });
    expect(bench.charges.at(-1)).toBe(`settle ${alice} receipt-3 receipt-4 receipt-1 receipt-2`);
  });
});

describe("the charges of a sign-in", () => {
  it("are settled without a message that cost nothing", async () => {
    const bench = createBench();
    const { charge } = bench.deps.limits;
    const free: Limits["charge"] = async () => ({ allowed: true, receipt: "", refund: async () => {} });
    bench.deps.limits = { ...bench.deps.limits, charge: free };
    const { challengeId } = await open(bench);
    bench.deps.limits = { ...bench.deps.limits, charge };
    bench.clock.advance(30);
    await bench.auth.resendOtp({ phone: alice, challengeId });
    await bench.auth.verifyOtp({ phone: alice, challengeId, code: bench.lastCode() });
    expect(bench.charges.at(-1)).toBe(`settle ${alice} receipt-2 receipt-3 receipt-1`);
  });
});

describe("the events", () => {
  it("of a message and of a refused one name the number and the network", async () => {
    const bench = createBench();
    const asked = { phone: alice, requester: { address: "203.0.113.7", userAgent: undefined } };
    const { challengeId } = await bench.auth.requestOtp(asked);
    const [{ phoneHash = null } = {}] = bench.store.auditEvents();
    await refusalOf(bench.auth.resendOtp({ ...asked, challengeId }));
    await refusalOf(bench.auth.resendOtp({ ...asked, challengeId: "made up" }));
    await refusalOf(bench.auth.resendOtp(asked));
    await refusalOf(bench.auth.verifyOtp({ ...asked, challengeId: "made up", code: "000000" }));
    bench.clock.advance(30);
    await bench.auth.resendOtp({ ...asked, challengeId });
    bench.deps.policy = { ...defaultPolicy, allowedCountries: new Set() };
    await refusalOf(bench.auth.requestOtp(asked));
    const events = bench.store.auditEvents();
    expect(events.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
      ...["code-requested null", "code-sent accepted"],
      ...["code-refused too-soon", "code-refused closed", "code-wrong holder"],
      ...["code-requested null", "code-sent accepted", "code-refused country"],
    ]);
    const from = { phoneHash, network: "203.0.113.0/24", browser: null, os: null };
    expect(phoneHash).not.toBeNull();
    expect(events).toMatchObject(events.map(() => from));
  });

  it("of what a sign-in ends have ids of their own", async () => {
    const bench = createBench({ policy: { ...defaultPolicy, maxSessions: 1 } });
    for (const days of [0, 0, 180]) {
      bench.clock.advance(days * 86_400);
      await bench.auth.verifyOtp({ phone: alice, ...(await open(bench)) });
    }
    const ids = bench.store.auditEvents().map(({ id }) => id);
    expect(eventsOf(bench, "sessions-over-limit")).toHaveLength(1);
    expect(eventsOf(bench, "account-set-aside")).toHaveLength(1);
    expect(new Set(ids.filter((id) => typeof id === "string")).size).toBe(ids.length);
  });

  it("of a stranger's sign-in count the wrong guesses before it", async () => {
    const bench = createBench();
    const { code } = await open(bench);
    for (let guess = 0; guess < 2; guess++) {
      await refusalOf(bench.auth.verifyOtp({ phone: alice, code: wrongOf(code) }));
    }
    await bench.auth.verifyOtp({ phone: alice, code });
    expect(eventsOf(bench, "sign-in-after-failures")).toMatchObject([{ count: 2 }]);
  });

  it("of ended sessions name the user and the session", async () => {
    const bench = createBench();
    const signIn = async () => bench.auth.verifyOtp({ phone: alice, ...(await open(bench)) });
    const [one, other, third] = [await signIn(), await signIn(), await signIn()];
    const userId = one.user.id;
    await bench.auth.revokeSession({ userId, sessionId: other.credential.id });
    await bench.auth.revokeOtherSessions({ userId, sessionId: one.credential.id });
    await bench.auth.signOut({ credential: one.credential });
    expect(third.user.id).toBe(userId);
    const about = { userId, sessionId: one.credential.id };
    expect(eventsOf(bench, "session-revoked")).toMatchObject([{ userId, sessionId: other.credential.id }]);
    expect(eventsOf(bench, "other-sessions-revoked")).toMatchObject([{ ...about, count: 1 }]);
    expect(eventsOf(bench, "sign-out")).toMatchObject([about]);
  });
});
