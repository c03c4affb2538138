import { AuthError, type E164 } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { alice, type Bench, bob, createBench, refusalOf } from "./support/bench.ts";

const DAY = 86_400;

async function signIn({ auth, lastCode }: Bench, phone: E164) {
  const { challengeId } = await auth.requestOtp({ phone });
  const { user, credential } = await auth.verifyOtp({ phone, challengeId, code: lastCode() });
  return { userId: user.id, sessionId: credential.id, credential };
}

describe("a session", () => {
  it("has a secret of 256 random bits, of which the store keeps a hash", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench, alice);
    expect(Buffer.from(credential.secret, "base64url")).toHaveLength(32);
    const stored = await bench.store.findSession(credential.id);
    expect(JSON.stringify(stored)).not.toContain(credential.secret);
  });

  it("is opened by its credential and by no other", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench, alice);
    const theirs = await signIn(bench, bob);
    const current = (id: string, secret: string) => bench.auth.currentSession({ credential: { id, secret } });
    expect(await current(credential.id, credential.secret)).toMatchObject({ user: { phone: alice } });
    expect(await current(credential.id, theirs.credential.secret)).toBeNull();
    expect(await current(credential.id, "")).toBeNull();
    expect(await current("unknown", credential.secret)).toBeNull();
  });

  it("ends with the sign-in that takes its place, and stays where that could not be written", async () => {
    const bench = createBench();
    const { auth, store, lastCode } = bench;
    const mine = await signIn(bench, alice);
    const { challengeId } = await auth.requestOtp({ phone: bob });
    const verify = () =>
      auth.verifyOtp({ phone: bob, challengeId, code: lastCode(), replaces: mine.credential });
    const { completeSignIn } = store;
    store.completeSignIn = () => Promise.reject(new AuthError("UNAVAILABLE"));
    expect(await refusalOf(verify())).toEqual({ code: "UNAVAILABLE" });
    expect(await auth.currentSession({ credential: mine.credential })).not.toBeNull();
    store.completeSignIn = completeSignIn;
    const next = await verify();
    expect(await auth.currentSession({ credential: mine.credential })).toBeNull();
    expect(await auth.currentSession({ credential: next.credential })).toMatchObject({
      user: { phone: bob },
    });
    expect(store.auditEvents().filter(({ name }) => name === "sign-out")).toMatchObject([
      { sessionId: mine.sessionId, userId: mine.userId, detail: "replaced" },
    ]);
  });

  it("begins also where the one whose place it takes is over", async () => {
    const bench = createBench();
    const { credential: replaces } = await signIn(bench, alice);
    await bench.auth.signOut({ credential: replaces });
    const { challengeId } = await bench.auth.requestOtp({ phone: alice });
    const guess = { phone: alice, challengeId, code: bench.lastCode() };
    const { credential } = await bench.auth.verifyOtp({ ...guess, replaces });
    expect(await bench.auth.currentSession({ credential })).not.toBeNull();
  });

  it("is dead from the next request on after signing out", async () => {
    const bench = createBench();
    const mine = await signIn(bench, alice);
    await bench.auth.signOut(mine);
    expect(await bench.auth.currentSession({ credential: mine.credential })).toBeNull();
    expect(bench.store.auditEvents().map(({ name }) => name)).toEqual([
      "code-requested",
      "code-sent",
      "sign-in",
      "sign-out",
    ]);
  });

  it("ends 30 days after sign-in however much it is used", async () => {
    const bench = createBench();
    let { credential } = await signIn(bench, alice);
    for (let day = 0; day < 29; day++) {
      bench.clock.advance(DAY);
      credential = (await bench.auth.currentSession({ credential }))?.renewed ?? credential;
    }
    bench.clock.advance(DAY - 1);
    expect(await bench.auth.currentSession({ credential })).not.toBeNull();
    bench.clock.advance(1);
    expect(await bench.auth.currentSession({ credential })).toBeNull();
  });

  it("ends when it is not used for as long as the policy says", async () => {
    const bench = createBench();
    bench.deps.policy = { ...bench.deps.policy, sessionIdle: 2 * DAY };
    const { userId, credential } = await signIn(bench, alice);
    bench.clock.advance(2 * DAY - 1);
    const renewed = (await bench.auth.currentSession({ credential }))?.renewed ?? credential;
    bench.clock.advance(2 * DAY);
    expect(await bench.auth.currentSession({ credential: renewed })).toBeNull();
    expect(await bench.auth.listSessions({ userId })).toEqual([]);
  });

  it("is not over for a use that only another process knows of, and is read once while it is in use", async () => {
    const bench = createBench();
    bench.deps.policy = { ...bench.deps.policy, sessionIdle: DAY };
    const { credential } = await signIn(bench, alice);
    const { findSession } = bench.store;
    const remembered = await findSession(credential.id);
    let reads = 0;
    bench.store.findSession = async (id, secretHash?: string) => {
      if (secretHash !== undefined) return remembered;
      reads += 1;
      return findSession(id);
    };
    bench.clock.advance(DAY - 1);
    await bench.store.touchSession({
      ...{ id: credential.id, now: bench.clock(), unlessSince: bench.clock() },
      origin: { network: null, browser: null, os: null },
    });
    expect([await bench.auth.currentSession({ credential }), reads]).toEqual([expect.anything(), 0]);
    bench.clock.advance(1);
    expect([await bench.auth.currentSession({ credential }), reads]).toEqual([expect.anything(), 1]);
  });

  it("is left alone by a sign-out with another secret", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench, alice);
    await bench.auth.signOut({ credential: { ...credential, secret: "x".repeat(43) } });
    expect(await bench.auth.currentSession({ credential })).not.toBeNull();
    expect(bench.store.auditEvents().filter(({ name }) => name === "sign-out")).toEqual([]);
  });

  it("notes its use once a minute at most", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench, alice);
    const lastUsedAt = async () => (await bench.auth.currentSession({ credential }))?.session.lastUsedAt;
    const seen = [];
    for (const seconds of [59, 1, 30, 30]) {
      bench.clock.advance(seconds);
      seen.push(((await lastUsedAt()) ?? new Date(0)).toISOString().slice(14, 19));
    }
    expect(seen).toEqual(["00:00", "01:00", "01:00", "02:00"]);
  });
});

describe("the sessions of a user", () => {
  it("are listed, and one or all others are ended", async () => {
    const bench = createBench();
    const first = await signIn(bench, alice);
    const second = await signIn(bench, alice);
    await signIn(bench, alice);
    const ids = async () => (await bench.auth.listSessions(first)).map(({ id }) => id);
    expect(await ids()).toHaveLength(3);
    await bench.auth.revokeSession({ userId: first.userId, sessionId: second.sessionId });
    expect(await bench.auth.currentSession({ credential: second.credential })).toBeNull();
    expect(await bench.auth.revokeOtherSessions(first)).toBe(1);
    expect(await ids()).toEqual([first.sessionId]);
  });

  it("are nobody else's to end, and the answer does not tell whether they exist", async () => {
    const bench = createBench();
    const mine = await signIn(bench, alice);
    const theirs = await signIn(bench, bob);
    const foreign = bench.auth.revokeSession({ userId: mine.userId, sessionId: theirs.sessionId });
    const unknown = bench.auth.revokeSession({ userId: mine.userId, sessionId: "unknown" });
    expect([await refusalOf(foreign), await refusalOf(unknown)]).toEqual([
      { code: "NOT_FOUND" },
      { code: "NOT_FOUND" },
    ]);
    expect(await bench.auth.currentSession({ credential: theirs.credential })).not.toBeNull();
  });
});
