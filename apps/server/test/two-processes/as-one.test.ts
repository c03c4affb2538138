import { withClient } from "@sixdigit/db/test-postgres";
import { describe, expect, it } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newNumber, rounds, tally, wrongOf } from "./people.ts";
import { startControlled } from "./start-controlled.ts";
import { twoServers } from "./two-servers.ts";

const two = twoServers();

/** Two clients, one at each process; which of them comes first changes with every round. */
function clients(round: number) {
  const both = two.servers.map(({ url }) => clientOf(url));
  const [one, other] = round % 2 === 0 ? both : both.reverse();
  if (!one || !other) throw new Error("not started");
  return [one, other] as const;
}

/** So many calls, every other one at the other process. */
function alternate<T>(
  times: number,
  round: number,
  call: (client: ReturnType<typeof clientOf>) => Promise<T>,
) {
  const both = clients(round);
  return Promise.all(Array.from({ length: times }, (_, index) => call(both[index % 2] ?? both[0])));
}

const rowOf = (challengeId: string) =>
  withClient(two.postgres.url, async (client) => {
    const { rows } = await client.query("SELECT * FROM challenges WHERE id = $1", [challengeId]);
    return rows[0];
  });

describe("two server processes over one database", () => {
  it("look at exactly five of 200 parallel wrong guesses, in 100 of 100 rounds", async () => {
    const results = await rounds(
      100,
      async (round) => {
        const [one] = clients(round);
        const phoneNumber = newNumber();
        const { challengeId, otp } = await one.request({ phoneNumber });
        const guess = { phoneNumber, challengeId, otp: wrongOf(otp) };
        const answers = await alternate(200, round, ({ verify }) => verify(guess));
        const right = await one.verify({ ...guess, otp });
        const { holder_attempts: counter } = await rowOf(challengeId);
        return { ...tally(answers.map(({ outcome }) => outcome)), counter, right: right.outcome };
      },
      1,
    );
    const exact = { CODE_INVALID: 5, TOO_MANY_ATTEMPTS: 195, counter: 5, right: "TOO_MANY_ATTEMPTS" };
    expect(results).toEqual(Array.from({ length: 100 }, () => exact));
  }, 1_800_000);

  it("make one session and one user of 50 parallel right guesses, in 100 of 100 rounds", async () => {
    const results = await rounds(
      100,
      async (round) => {
        const [one] = clients(round);
        const phoneNumber = newNumber();
        const { challengeId, otp } = await one.request({ phoneNumber });
        const answers = await alternate(50, round, ({ verify }) => verify({ phoneNumber, challengeId, otp }));
        const made = await withClient(two.postgres.url, async (client) => {
          const users = await client.query("SELECT id FROM users WHERE phone = $1", [phoneNumber]);
          const ids = users.rows.map(({ id }) => id);
          const sessions = await client.query("SELECT id FROM sessions WHERE user_id = ANY($1)", [ids]);
          return { users: users.rowCount, sessions: sessions.rowCount };
        });
        const signedIn = answers.filter(({ outcome }) => outcome === "200").length;
        return { ...made, signedIn, refused: answers.length - signedIn };
      },
      1,
    );
    const exact = { users: 1, sessions: 1, signedIn: 1, refused: 49 };
    expect(results).toEqual(Array.from({ length: 100 }, () => exact));
  }, 1_800_000);

  it("accept a right guess that races two wrong ones, in 100 of 100 rounds", async () => {
    const outcomes = await rounds(100, async (round) => {
      const [one, other] = clients(round);
      const phoneNumber = newNumber();
      const { challengeId, otp } = await one.request({ phoneNumber });
      const guess = { phoneNumber, challengeId };
      const wrong = { ...guess, otp: wrongOf(otp) };
      const [right] = await Promise.all([
        one.verify({ ...guess, otp }),
        other.verify(wrong),
        one.verify(wrong),
      ]);
      return right.outcome;
    });
    expect(tally(outcomes)).toEqual({ "200": 100 });
  }, 1_800_000);

  it("take the newest code and no superseded one when a resend races a wrong guess, in 400 of 400 rounds", async () => {
    const opened = await rounds(400, async (round) => {
      const phoneNumber = newNumber();
      return { phoneNumber, ...(await clients(round)[0].request({ phoneNumber })) };
    });
    // More than half of the code's life, so that the resend replaces it.
    await Promise.all(two.servers.map((each) => each.advance(301)));
    const outcomes = await rounds(400, async (round) => {
      const [one, other] = clients(round);
      const { phoneNumber, challengeId, otp } = opened[round] ?? {};
      const guess = { phoneNumber, challengeId };
      const [resent] = await Promise.all([one.resend(guess), other.verify({ ...guess, otp: wrongOf(otp) })]);
      const old =
        resent.otp === otp ? { outcome: "CODE_INVALID" } : await other.verify(guess && { ...guess, otp });
      const newest = await one.verify({ ...guess, otp: resent.otp });
      return `resent ${resent.outcome}, old ${old.outcome}, newest ${newest.outcome}`;
    });
    expect(tally(outcomes)).toEqual({ "resent 200, old CODE_INVALID, newest 200": 400 });
  }, 1_800_000);

  it("send exactly three messages to a number that is asked for 50 times at once", async () => {
    const phoneNumber = newNumber();
    const answers = await alternate(50, 0, ({ request }) => request({ phoneNumber }));
    expect(tally(answers.map(({ outcome }) => outcome))).toEqual({ "200": 3, RATE_LIMITED: 47 });
    const messages = await Promise.all(two.servers.map(({ url }) => clientOf(url).inbox(phoneNumber)));
    expect(messages.flat()).toHaveLength(3);
  });

  it("give strangers five guesses at a number between them", async () => {
    const phoneNumber = newNumber();
    const { otp } = await clients(0)[0].request({ phoneNumber });
    const answers = await alternate(40, 0, ({ verify }) => verify({ phoneNumber, otp: wrongOf(otp) }));
    expect(tally(answers.map(({ outcome }) => outcome))).toEqual({ CODE_INVALID: 5, TOO_MANY_ATTEMPTS: 35 });
  });

  it("make one user of 50 first sign-ins of one number at once", async () => {
    // Fifty challenges of one number are more than the limit on messages lets anybody have.
    const lifted = { ENABLE_RATE_LIMIT: "false" };
    const unlimited = await Promise.all([0, 1].map(() => startControlled(two.postgres.url, lifted)));
    const at = (index: number) => clientOf(unlimited[index % 2]?.url ?? "");
    const phoneNumber = newNumber();
    const each = <T>(call: (index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: 50 }, (_, index) => call(index)));
    const opened = await each((index) => at(index).request({ phoneNumber }));
    const answers = await each((index) => {
      const { challengeId, otp } = opened[index] ?? {};
      return at(index + 1).verify({ phoneNumber, challengeId, otp });
    });
    await Promise.all(unlimited.map((server) => server.stop()));
    const users = new Set(answers.flatMap(({ user }) => (user ? [user.id] : [])));
    expect(users.size).toBe(1);
    const count = await withClient(two.postgres.url, (client) =>
      client.query("SELECT count(*)::int AS users FROM users WHERE phone = $1", [phoneNumber]),
    );
    expect(count.rows).toEqual([{ users: 1 }]);
  });

  it("share sessions: what one begins the other knows, and what one ends is over at the other", async () => {
    const phoneNumber = newNumber();
    const [here, there] = two.servers.map(({ url }) => httpClient(url));
    if (!here || !there) throw new Error("not started");
    const { otp } = (await here.post("/api/auth/otp/request", { phoneNumber })).body;
    await here.post("/api/auth/otp/verify", { phoneNumber, otp });
    const cookie = { cookie: `session=${here.cookies.get("session")}` };
    expect((await there.get("/api/auth/session", cookie)).status).toBe(200);
    await there.post("/api/auth/sign-out", {}, cookie);
    expect((await here.get("/api/auth/session", cookie)).status).toBe(401);
  });
});
