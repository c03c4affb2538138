import { describe, expect, it } from "vitest";
import { alice, type Bench, createBench, refusalOf, wrongOf } from "./support/bench.ts";

async function signIn({ auth, lastCode }: Bench, phone = alice) {
  const { challengeId } = await auth.requestOtp({ phone });
  return auth.verifyOtp({ phone, challengeId, code: lastCode() });
}

/** With a code of its own. */
async function proof({ auth, clock, lastCode }: Bench, phone = alice) {
  clock.advance(600);
  const { challengeId } = await auth.requestOtp({ phone });
  return { challengeId, code: lastCode() };
}

describe("deleting an account", () => {
  it("takes a fresh code, ends every session and frees the number", async () => {
    const bench = createBench();
    const first = await signIn(bench);
    const second = await signIn(bench);
    await bench.auth.deleteAccount({ user: first.user, ...(await proof(bench)) });
    for (const { credential } of [first, second]) {
      expect(await bench.auth.currentSession({ credential })).toBeNull();
    }
    const again = await signIn(bench);
    expect(again.isNew).toBe(true);
    expect(again.user.id).not.toBe(first.user.id);
  });

  it("leaves an event that names the user", async () => {
    const bench = createBench();
    const { user } = await signIn(bench);
    await bench.auth.deleteAccount({ user, ...(await proof(bench)) });
    expect(bench.store.auditEvents().filter(({ name }) => name === "account-deleted")).toMatchObject([
      { userId: user.id },
    ]);
  });

  it("does nothing with a wrong code", async () => {
    const bench = createBench();
    const { user, credential } = await signIn(bench);
    const { challengeId, code } = await proof(bench);
    const refusal = await refusalOf(bench.auth.deleteAccount({ user, challengeId, code: wrongOf(code) }));
    expect(refusal.code).toBe("CODE_INVALID");
    expect(await bench.auth.currentSession({ credential })).not.toBeNull();
  });

  it("does nothing to an account that has the number by now, and leaves no session there that nobody holds", async () => {
    const bench = createBench();
    const { user, credential } = await signIn(bench);
    const before = await bench.auth.listSessions({ userId: user.id });
    const former = { ...user, id: "the account that had the number before" };
    const refusal = await refusalOf(bench.auth.deleteAccount({ user: former, ...(await proof(bench)) }));
    expect(refusal.code).toBe("UNAUTHENTICATED");
    expect(await bench.auth.currentSession({ credential })).not.toBeNull();
    const after = await bench.auth.listSessions({ userId: user.id });
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(bench.store.auditEvents().filter(({ name }) => name === "sign-out")).toMatchObject([
      { userId: user.id, sessionId: expect.stringMatching(/./) },
    ]);
  });
});

describe("the export of an account", () => {
  it("has the user, the sessions and what they did, and no secret", async () => {
    const bench = createBench();
    const { user, credential } = await signIn(bench);
    const data = await bench.auth.exportAccount({ user });
    expect(data.user).toEqual(user);
    expect(data.sessions.map(({ id }) => id)).toEqual([credential.id]);
    expect(data.events.map(({ name }) => name)).toEqual(["sign-in"]);
    expect(JSON.stringify(data)).not.toContain(credential.secret);
  });
});
