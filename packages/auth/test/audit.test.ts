import { describe, expect, it } from "vitest";
import type { Limits } from "../src/index.ts";
import { alice, type Bench, bob, createBench, refusalOf, wrongOf } from "./support/bench.ts";

const requester = { address: "203.0.113.7", userAgent: "Firefox 131" };
const DAY = 86_400;

/** What was recorded, each as its name and its reason. */
const recorded = ({ store }: Bench) =>
  store.auditEvents().map(({ name, detail }) => (detail === null ? name : `${name}: ${detail}`));

async function signIn({ auth, lastCode }: Bench, phone = alice) {
  const { challengeId } = await auth.requestOtp({ phone, requester });
  return auth.verifyOtp({ phone, challengeId, code: lastCode(), requester });
}

const limited: Limits = {
  charge: async (action) => ({
    allowed: false,
    rule: `${action}-per-number`,
    code: "RATE_LIMITED",
    retryAfterSeconds: 60,
  }),
  settle: async () => {},
};

/** Each way that things can go, and exactly what is recorded of its last step. */
const paths: [string, (bench: Bench) => Promise<unknown>, string[]][] = [
  ["a request", ({ auth }) => auth.requestOtp({ phone: alice }), ["code-requested", "code-sent: accepted"]],
  [
    "a resend",
    async ({ auth, clock }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      clock.advance(31);
      return () => auth.resendOtp({ phone: alice, challengeId });
    },
    ["code-requested", "code-sent: accepted"],
  ],
  [
    "a resend too soon",
    async ({ auth }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      return () => auth.resendOtp({ phone: alice, challengeId });
    },
    ["code-refused: too-soon"],
  ],
  [
    "a stranger's resend too soon",
    async ({ auth }) => {
      await auth.requestOtp({ phone: alice });
      return () => auth.resendOtp({ phone: alice });
    },
    ["code-refused: too-soon"],
  ],
  [
    "a resend of nothing",
    async ({ auth }) => auth.resendOtp({ phone: alice, challengeId: "nothing" }),
    ["code-refused: closed"],
  ],
  [
    "a country that is not allowed",
    async (bench) => {
      bench.deps.policy = { ...bench.deps.policy, allowedCountries: new Set(["IN"]) };
      return bench.auth.requestOtp({ phone: alice });
    },
    ["code-refused: country"],
  ],
  [
    "a request over the limit",
    async (bench) => {
      bench.deps.limits = limited;
      return bench.auth.requestOtp({ phone: alice });
    },
    ["limit-hit: open-per-number"],
  ],
  [
    "a wrong guess of the holder",
    async ({ auth, lastCode }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      return () => auth.verifyOtp({ phone: alice, challengeId, code: wrongOf(lastCode()) });
    },
    ["code-wrong: holder"],
  ],
  [
    "a stranger's guess",
    ({ auth }) => auth.verifyOtp({ phone: alice, code: "000000" }),
    ["code-wrong: stranger"],
  ],
  [
    "a stranger's guess over the limit",
    async (bench) => {
      bench.deps.limits = limited;
      return bench.auth.verifyOtp({ phone: alice, code: "000000" });
    },
    ["limit-hit: stranger-guess-per-number"],
  ],
  [
    "a code that has expired",
    async ({ auth, clock, lastCode }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      clock.advance(600);
      return () => auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    },
    ["code-expired: holder"],
  ],
  [
    "a guess after the last one",
    async ({ auth, lastCode }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      const guess = { phone: alice, challengeId, code: wrongOf(lastCode()) };
      for (let each = 0; each < 5; each++) await refusalOf(auth.verifyOtp(guess));
      return () => auth.verifyOtp({ ...guess, code: lastCode() });
    },
    ["code-attempts-used-up: holder"],
  ],
  [
    "a sign-in",
    async ({ auth, lastCode }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      return () => auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    },
    ["sign-in: new-browser"],
  ],
  [
    "a sign-in after a wrong guess",
    async ({ auth, lastCode }) => {
      const { challengeId } = await auth.requestOtp({ phone: alice });
      const guess = { phone: alice, challengeId, code: lastCode() };
      await refusalOf(auth.verifyOtp({ ...guess, code: wrongOf(guess.code) }));
      return () => auth.verifyOtp(guess);
    },
    ["sign-in-after-failures: new-browser"],
  ],
  [
    "a sign-in beyond the number of sessions",
    async (bench) => {
      bench.deps.policy = { ...bench.deps.policy, maxSessions: 1 };
      await signIn(bench);
      const { challengeId } = await bench.auth.requestOtp({ phone: alice });
      return () => bench.auth.verifyOtp({ phone: alice, challengeId, code: bench.lastCode() });
    },
    ["sign-in: new-browser", "sessions-over-limit"],
  ],
  [
    "a sign-in with a number that was not used for half a year",
    async (bench) => {
      await signIn(bench);
      bench.clock.advance(180 * DAY);
      const { challengeId } = await bench.auth.requestOtp({ phone: alice });
      return () => bench.auth.verifyOtp({ phone: alice, challengeId, code: bench.lastCode() });
    },
    ["account-set-aside", "sign-in: new-browser"],
  ],
  [
    "a use of a session",
    async (bench) => {
      const { credential } = await signIn(bench);
      bench.clock.advance(60);
      return () => bench.auth.currentSession({ credential });
    },
    [],
  ],
  [
    "a rotation",
    async (bench) => {
      const { credential } = await signIn(bench);
      bench.clock.advance(DAY);
      return () => bench.auth.currentSession({ credential });
    },
    ["session-rotated"],
  ],
  [
    "a sign-out",
    async (bench) => {
      const { credential } = await signIn(bench);
      return () => bench.auth.signOut({ credential });
    },
    ["sign-out"],
  ],
  [
    "an end of a session, and of one that is somebody else's",
    async (bench) => {
      const mine = await signIn(bench);
      const theirs = await signIn(bench, bob);
      const end = (sessionId: string) => bench.auth.revokeSession({ userId: mine.user.id, sessionId });
      return async () => {
        await refusalOf(end(theirs.credential.id));
        await end(mine.credential.id);
      };
    },
    ["session-revoked"],
  ],
  [
    "an end of all other sessions",
    async (bench) => {
      const { user, credential } = await signIn(bench);
      return () => bench.auth.revokeOtherSessions({ userId: user.id, sessionId: credential.id });
    },
    ["other-sessions-revoked"],
  ],
];

describe("what is recorded", () => {
  it.each(paths)("of %s is that and no more", async (_case, prepare, expected) => {
    const bench = createBench();
    const step = await prepare(bench).catch(() => "was the step");
    const before = typeof step === "function" ? bench.store.auditEvents().length : 0;
    if (typeof step === "function") await step().catch(() => undefined);
    expect(recorded(bench).slice(before)).toEqual(expected);
    expect(bench.failures).toEqual([]);
  });

  it.each([
    ["accepted", "code-sent"],
    ["ambiguous", "code-sent"],
    ["rejected", "code-failed"],
    ["transient", "code-failed"],
  ] as const)("of a message that was %s is %s", async (outcome, name) => {
    const bench = createBench({ outcomes: [outcome] });
    await bench.auth.requestOtp({ phone: alice }).catch(() => undefined);
    expect(recorded(bench)).toEqual(["code-requested", `${name}: ${outcome}`]);
  });

  it("says who and from where: the number as a keyed hash only, of the address a prefix only", async () => {
    const bench = createBench();
    const { user, credential } = await signIn(bench);
    const [requested, , signedIn] = bench.store.auditEvents();
    const from = { network: "203.0.113.0/24", browser: "Firefox 13", os: "Windows" };
    expect(requested).toMatchObject({
      ...from,
      phoneHash: expect.stringMatching(/^[\w-]{43}$/),
      userId: null,
    });
    expect(signedIn).toMatchObject({
      ...from,
      phoneHash: requested?.phoneHash,
      userId: user.id,
      sessionId: credential.id,
    });
    const all = JSON.stringify(bench.store.auditEvents());
    for (const secret of [alice, alice.slice(1), requester.address, credential.secret, bench.lastCode()]) {
      expect(all).not.toContain(secret);
    }
  });

  it("counts the attempts before a sign-in", async () => {
    const bench = createBench();
    const { challengeId } = await bench.auth.requestOtp({ phone: alice });
    const guess = { phone: alice, challengeId, code: bench.lastCode() };
    for (let each = 0; each < 3; each++) {
      await refusalOf(bench.auth.verifyOtp({ ...guess, code: wrongOf(guess.code) }));
    }
    await bench.auth.verifyOtp(guess);
    expect(bench.store.auditEvents().at(-1)).toMatchObject({ name: "sign-in-after-failures", count: 3 });
  });
});
