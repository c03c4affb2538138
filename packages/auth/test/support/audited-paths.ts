import type { Limits } from "../../src/index.ts";
import { alice, type Bench, bob, refusalOf, wrongOf } from "./bench.ts";

export const requester = { address: "203.0.113.7", userAgent: "Firefox 131" };
const DAY = 86_400;

export async function signIn({ auth, lastCode }: Bench, phone = alice) {
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
export const paths: [string, (bench: Bench) => Promise<unknown>, string[]][] = [
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
