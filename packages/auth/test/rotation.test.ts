import { describe, expect, it } from "vitest";
import { createKeyring } from "../src/index.ts";
import type { Credential } from "../src/model.ts";
import { alice, type Bench, createBench, SECRET } from "./support/bench.ts";

const DAY = 86_400;
const requester = { address: "203.0.113.7", userAgent: "Firefox 131" };

async function signIn({ auth, lastCode }: Bench) {
  const { challengeId } = await auth.requestOtp({ phone: alice });
  return auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
}

/** Signed in, and a day later the secret replaced. */
async function rotated(bench: Bench) {
  const { credential: old, user } = await signIn(bench);
  bench.clock.advance(DAY);
  const renewed = (await bench.auth.currentSession({ credential: old, requester }))?.renewed;
  if (!renewed) throw new Error("no new secret");
  return { old, renewed, user };
}

const names = ({ store }: Bench) => store.auditEvents().map(({ name }) => name);
const opens = async ({ auth }: Bench, credential: Credential) =>
  (await auth.currentSession({ credential })) !== null;

describe("the rotation of a session's secret", () => {
  it("comes with the first use after 24 hours, and not before", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench);
    bench.clock.advance(DAY - 1);
    expect(await bench.auth.currentSession({ credential })).not.toHaveProperty("renewed");
    bench.clock.advance(1);
    const answer = await bench.auth.currentSession({ credential });
    expect(answer?.renewed).toEqual({ id: credential.id, secret: expect.stringMatching(/^[\w-]{43}$/) });
    expect(answer?.renewed?.secret).not.toBe(credential.secret);
    expect(names(bench).at(-1)).toBe("session-rotated");
  });

  it("is counted from the last one", async () => {
    const bench = createBench();
    const { renewed } = await rotated(bench);
    bench.clock.advance(DAY - 1);
    expect(await bench.auth.currentSession({ credential: renewed })).not.toHaveProperty("renewed");
    bench.clock.advance(1);
    expect(await bench.auth.currentSession({ credential: renewed })).toHaveProperty("renewed");
  });

  it("leaves the end of the session and its id where they are", async () => {
    const bench = createBench();
    const { credential } = await signIn(bench);
    const before = await bench.auth.currentSession({ credential });
    bench.clock.advance(DAY);
    const after = await bench.auth.currentSession({ credential });
    expect(after?.session.expiresAt).toEqual(before?.session.expiresAt);
    expect(after?.session.id).toBe(before?.session.id);
  });

  it("lets the old secret work for 60 seconds more, and hands out the same new one again", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    bench.clock.advance(60);
    expect((await bench.auth.currentSession({ credential: old }))?.renewed).toEqual(renewed);
    expect(await opens(bench, renewed)).toBe(true);
    expect(names(bench).filter((name) => name === "session-rotated")).toHaveLength(1);
  });

  it("hands the new one out also when the key that made it has been replaced meanwhile", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    bench.deps.sessionKeys = createKeyring(["a newer secret of the unit tests", SECRET]);
    expect((await bench.auth.currentSession({ credential: old }))?.renewed).toEqual(renewed);
    bench.deps.sessionKeys = createKeyring(["a newer secret of the unit tests"]);
    expect(await bench.auth.currentSession({ credential: old })).not.toHaveProperty("renewed");
    expect(await opens(bench, old)).toBe(true);
  });

  it("ends the session when the old secret is shown after that, and says so once", async () => {
    const bench = createBench();
    const { old, renewed, user } = await rotated(bench);
    bench.clock.advance(61);
    expect(await bench.auth.currentSession({ credential: old, requester })).toBeNull();
    expect(await opens(bench, old)).toBe(false);
    expect(await opens(bench, renewed)).toBe(false);
    expect(bench.store.auditEvents().filter(({ name }) => name === "session-reuse")).toEqual([
      expect.objectContaining({ userId: user.id, sessionId: old.id, network: "203.0.113.0/24" }),
    ]);
  });

  it("ends it for a secret from before the previous one too, at once", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    bench.clock.advance(DAY);
    const third = (await bench.auth.currentSession({ credential: renewed }))?.renewed ?? old;
    expect(await opens(bench, old)).toBe(false);
    expect([await opens(bench, third), await opens(bench, renewed)]).toEqual([false, false]);
    expect(names(bench).filter((name) => name === "session-reuse")).toHaveLength(1);
  });

  it("ends it also when the key that made them is an older one by then", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    bench.clock.advance(DAY);
    await bench.auth.currentSession({ credential: renewed });
    bench.deps.sessionKeys = createKeyring(["a newer secret of the unit tests", SECRET]);
    expect(await opens(bench, old)).toBe(false);
    expect(names(bench).filter((name) => name === "session-reuse")).toHaveLength(1);
  });

  it("is done by one of many requests at once, all of which are let in, and its event says who and from where", async () => {
    const bench = createBench();
    const { credential, user } = await signIn(bench);
    bench.clock.advance(DAY);
    const one = () => bench.auth.currentSession({ credential, requester });
    const answers = await Promise.all([one(), one(), one()]);
    expect(answers.map((answer) => answer?.user.id)).toEqual([user.id, user.id, user.id]);
    expect(answers.map((answer) => answer?.session.id)).toEqual(Array(3).fill(credential.id));
    expect(answers.filter((answer) => answer?.renewed)).toHaveLength(1);
    expect(bench.store.auditEvents().filter(({ name }) => name === "session-rotated")).toMatchObject([
      { userId: user.id, sessionId: credential.id, network: "203.0.113.0/24" },
    ]);
  });

  it("ends nothing for a secret that was never one", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    bench.clock.advance(61);
    expect(await opens(bench, { id: old.id, secret: "x".repeat(43) })).toBe(false);
    expect(await opens(bench, renewed)).toBe(true);
  });

  it("cannot be worked out from the old secret without the server's key", async () => {
    const [one, other] = [createBench(), createBench({ sessionKeys: createKeyring(["another key"]) })];
    const [first, second] = [await rotated(one), await rotated(other)];
    expect(first.old).toEqual(second.old);
    expect(first.renewed.secret).not.toBe(second.renewed.secret);
  });

  it("does not happen at a sign-out, which ends the session with either secret", async () => {
    const bench = createBench();
    const { old, renewed } = await rotated(bench);
    await bench.auth.signOut({ credential: old });
    expect(await opens(bench, renewed)).toBe(false);
    expect(names(bench).at(-1)).toBe("sign-out");
  });
});
