import { AuthError } from "@sixdigit/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoreUnderTest } from "./conformance.ts";
import { newDatabase, openEmptied } from "./support/open-store.ts";
import { at, auditOf, challengeOf, openIn, phoneNumber, signInWith } from "./support/rows.ts";
import { withClient } from "./support/test-postgres.ts";
import { outcome, signInOver, tally, wrongOf } from "./support/use-cases.ts";

/** The races again, over a real Postgres and often enough to be believed. The conformance suite runs each once. */
let current: StoreUnderTest;
let numbers = 0;
const nextNumber = () => phoneNumber(`+1415555${String(numbers++).padStart(4, "0")}`);

beforeAll(async () => {
  current = await openEmptied(await newDatabase());
});
afterAll(() => current.close());

const many = (times: number, call: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: times }, () => outcome(call())));

describe("races in Postgres", { timeout: 1_800_000 }, () => {
  it("looks at five of 200 parallel wrong guesses in each of 100 rounds, and then refuses the right code", async () => {
    const { auth } = signInOver(current);
    const rounds: unknown[] = [];
    for (let round = 0; round < 100; round++) {
      const phone = nextNumber();
      const { challengeId, code = "" } = await auth.requestOtp({ phone });
      const guess = { phone, challengeId, code: wrongOf(code) };
      const outcomes = await many(200, () => auth.verifyOtp(guess));
      const used = (await current.store.findChallenge(challengeId))?.holderAttempts;
      rounds.push([tally(outcomes), used, await outcome(auth.verifyOtp({ ...guess, code }))]);
    }
    const expected = [{ CODE_INVALID: 5, TOO_MANY_ATTEMPTS: 195 }, 5, "TOO_MANY_ATTEMPTS"];
    expect(rounds).toEqual(Array.from({ length: 100 }, () => expected));
  });

  it("makes one session and one user of 50 parallel right guesses, and 49 refusals, in each of 100 rounds", async () => {
    const { auth } = signInOver(current);
    const before = await current.count();
    const signedIn: number[] = [];
    for (let round = 0; round < 100; round++) {
      const phone = nextNumber();
      const { challengeId, code = "" } = await auth.requestOtp({ phone });
      const outcomes = await many(50, () => auth.verifyOtp({ phone, challengeId, code }));
      signedIn.push(outcomes.filter((each) => each === "signed in").length);
    }
    expect(signedIn).toEqual(Array.from({ length: 100 }, () => 1));
    const after = await current.count();
    expect([after.users - before.users, after.sessions - before.sessions]).toEqual([100, 100]);
  });

  it("accepts a right guess that races two wrong ones in 100 of 100 rounds", async () => {
    const { auth } = signInOver(current);
    const outcomes: string[] = [];
    for (let round = 0; round < 100; round++) {
      const phone = nextNumber();
      const { challengeId, code = "" } = await auth.requestOtp({ phone });
      const guesses = [wrongOf(code), wrongOf(code)];
      guesses.splice(round % 3, 0, code);
      const all = guesses.map((each) => outcome(auth.verifyOtp({ phone, challengeId, code: each })));
      outcomes.push((await Promise.all(all))[round % 3] ?? "");
    }
    expect(tally(outcomes)).toEqual({ "signed in": 100 });
  });

  it("keeps the newest code working when a resend races a wrong guess, and no superseded one, in 400 rounds", async () => {
    const { auth, clock, sent } = signInOver(current);
    const [newest, superseded]: [string[], string[]] = [[], []];
    for (let round = 0; round < 400; round++) {
      const phone = nextNumber();
      const { challengeId, code: old = "" } = await auth.requestOtp({ phone });
      clock.advance(301);
      const guess = { phone, challengeId };
      await Promise.all([auth.resendOtp(guess), outcome(auth.verifyOtp({ ...guess, code: wrongOf(old) }))]);
      const code = sent.at(-1)?.code ?? "";
      if (code !== old) superseded.push(await outcome(auth.verifyOtp({ ...guess, code: old })));
      newest.push(await outcome(auth.verifyOtp({ ...guess, code })));
    }
    expect(tally(newest)).toEqual({ "signed in": 400 });
    // Twice in a million the new code is the old one.
    expect(superseded.length).toBeGreaterThan(395);
    expect(tally(superseded)).toEqual({ CODE_INVALID: superseded.length });
  });

  it("makes one user of 50 first sign-ins of a number at once, each with a challenge of its own", async () => {
    const phone = nextNumber();
    const challenges = Array.from({ length: 50 }, () => challengeOf(phone));
    for (const each of challenges) await openIn(current.store, each);
    const before = await current.count();
    const all = await Promise.all(challenges.map((each) => current.store.completeSignIn(signInWith(each))));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect((await current.count()).users - before.users).toBe(1);
  });

  it("lets sign-ins, guesses and resends of one number run into each other without a deadlock", async () => {
    const phone = nextNumber();
    const databaseUrl = await newDatabase();
    const { store, close } = await openEmptied(databaseUrl);
    const failures: unknown[] = [];
    for (let round = 0; round < 20; round++) {
      const challenges = Array.from({ length: 8 }, () => challengeOf(phone));
      for (const each of challenges) await openIn(store, each);
      const calls = challenges.flatMap((challenge) => [
        store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) }),
        store.claimSend({
          id: challenge.id,
          now: at(1),
          expected: challenge,
          charges: "",
          audit: auditOf("code-requested"),
        }),
        store.completeSignIn(signInWith(challenge)),
        store.claimStrangerAttempt({ phone, purpose: "sign-in", maxAttempts: 5, now: at(1) }),
      ]);
      for (const { status, ...rest } of await Promise.allSettled(calls)) {
        if (status === "rejected") failures.push(rest);
      }
    }
    expect(failures).toEqual([]);
    await close();
    // One that was lost is done again, so it does not fail: Postgres counts it.
    expect(await deadlocksIn(databaseUrl)).toBe(0);
  });

  it("never grants too much to a flood of 2,000 calls: what it cannot serve in time is UNAVAILABLE", async () => {
    const phone = nextNumber();
    const challenge = challengeOf(phone);
    await openIn(current.store, challenge);
    const claim = () => current.store.claimHolderAttempt({ id: challenge.id, maxAttempts: 5, now: at(1) });
    const all = await Promise.allSettled(Array.from({ length: 2_000 }, claim));
    const granted = all.filter((each) => each.status === "fulfilled" && each.value !== null);
    const refused = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(granted).toHaveLength(5);
    expect(refused.filter((each) => !(each instanceof AuthError && each.code === "UNAVAILABLE"))).toEqual([]);
  });
});

/** Of a database that nobody uses any more: a connection reports what it counted when it ends. */
async function deadlocksIn(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const others = async () => {
      const text =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
      return (await client.query(text)).rowCount;
    };
    await expect.poll(others).toBe(0);
    const { rows } = await client.query(
      "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
    );
    return rows[0].deadlocks;
  });
}
