import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "@sixdigit/db/test-postgres";
import { noRedis, startTestRedis } from "@sixdigit/rate-limit/test-redis";
import { describe, expect, it, onTestFinished } from "vitest";
import { ops } from "../support/commands.ts";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newNumber } from "./people.ts";
import { startControlled } from "./start-controlled.ts";
import { twoServers } from "./two-servers.ts";

const OTP_SECRET = "a-secret-that-all-of-them-share-1";
const SESSION_SECRET = "a-secret-that-all-of-them-share-2";

const two = twoServers();

const settings = () => ({ USE_DATABASE: "true", DATABASE_URL: two.postgres.url, OTP_SECRET, SESSION_SECRET });
async function order(args: string, more: Record<string, string> = {}): Promise<string> {
  const { code, out, err } = await ops(args, { ...settings(), ...more });
  expect([code, err]).toEqual([0, ""]);
  return out;
}
/** What each process answers to a request for a code, the very next one. */
const asked = (phone: () => string = newNumber, all: readonly { url: string }[] = two.servers) =>
  Promise.all(all.map(async ({ url }) => (await clientOf(url).request({ phoneNumber: phone() })).outcome));
const inUs = () => newNumber();
const inIndia = () => `+9198${Math.floor(10_000_000 + Math.random() * 89_999_999)}`;

type Event = { name: string; detail: string; count: number; phone_hash: string | null };
const lastEvent = () =>
  withClient(two.postgres.url, async (client) => {
    const { rows } = await client.query<Event>(
      "SELECT name, detail, count, phone_hash FROM audit_events WHERE name LIKE 'operator-%' ORDER BY id DESC LIMIT 1",
    );
    return rows[0];
  });

describe("pnpm ops, which two servers obey on their next call", () => {
  it("stops all messages and resumes them, and leaves an audit event of each", async () => {
    expect(await order("stop all --for=2h")).toMatch(/^In force on every server: stop all until 20.+Z\.$/);
    expect(await asked()).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    expect(await lastEvent()).toMatchObject({
      name: "operator-imposed",
      detail: expect.stringMatching(/^stop all until 20\S+Z by \S+$/),
    });
    expect(await order("resume all")).toBe("Messages go to all again.");
    expect(await asked()).toEqual(["200", "200"]);
    expect(await lastEvent()).toMatchObject({
      name: "operator-lifted",
      detail: expect.stringMatching(/^stop all by /),
    });
  });

  it("stops a country, and no other", async () => {
    await order("stop IN");
    expect([await asked(inIndia), await asked(inUs)]).toEqual([
      ["RATE_LIMITED", "RATE_LIMITED"],
      ["200", "200"],
    ]);
    expect(await order("status")).toContain("stop country:IN until it is lifted");
    await order("resume IN");
    expect(await asked(inIndia)).toEqual(["200", "200"]);
  });

  it("stops the numbers that begin so, and no others", async () => {
    const inRange = () =>
      `+1646${200 + Math.floor(Math.random() * 799)}${1_000 + Math.floor(Math.random() * 8_999)}`;
    await order("stop +1646 --for=7d");
    expect([await asked(inRange), await asked(inUs)]).toEqual([
      ["RATE_LIMITED", "RATE_LIMITED"],
      ["200", "200"],
    ]);
    await order("stop +16462 --for=1h");
    expect(await order("resume +1646")).toBe(
      "Messages go to range:+1646 again. Other scopes are still stopped or blocked: see pnpm ops status.",
    );
    expect(await order("resume +16462")).toBe("Messages go to range:+16462 again.");
    expect(await asked(inRange)).toEqual(["200", "200"]);
  });

  it("demands a proof of work from all, and stops to", async () => {
    await order("demand-proof --for=30m");
    expect(await asked()).toEqual(["PROOF_REQUIRED", "PROOF_REQUIRED"]);
    expect(await order("status")).toMatch(/proof all until 20/);
    await order("stop-demanding-proof");
    expect(await asked()).toEqual(["200", "200"]);
    expect(await order("status")).toMatch(/^No measure is in force\./);
  });

  it("resumes what the service has blocked by itself", async () => {
    const range = "+1917555";
    const until = Date.now() + 3_600_000;
    await withClient(two.postgres.url, (client) =>
      client.query("INSERT INTO limit_counters VALUES ($1, $2, 1, to_timestamp($3))", [
        `measure:block:range:${range}`,
        until,
        until / 1000,
      ]),
    );
    const inRange = () => `${range}${1_000 + Math.floor(Math.random() * 8_999)}`;
    expect(await asked(inRange)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    await order(`resume ${range}`);
    expect(await asked(inRange)).toEqual(["200", "200"]);
  });

  it("unlocks a number after a hundred failures in a row", async () => {
    const phoneNumber = newNumber();
    await withClient(two.postgres.url, (client) =>
      client.query("INSERT INTO limit_counters VALUES ($1, 0, 100, '2100-01-01')", [
        `failures-per-phone-in-a-row@1:${phoneNumber}`,
      ]),
    );
    expect(await asked(() => phoneNumber)).toEqual(["TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]);
    expect(await order(`unlock ${phoneNumber}`)).toMatch(
      /^What was counted against \+1\d+•+\d\d is forgotten\.$/,
    );
    expect(await asked(() => phoneNumber)).toEqual(["200", "200"]);
    expect(await lastEvent()).toMatchObject({
      name: "operator-unlocked",
      phone_hash: expect.stringMatching(/^.{43}$/),
    });
  });

  it("counts the messages of the day and the live sessions", async () => {
    const before = /hours: (\d+) of 10000\nLive sessions: (\d+)$/.exec(await order("status"));
    await signIn();
    const after = /hours: (\d+) of 10000\nLive sessions: (\d+)$/.exec(await order("status"));
    expect([1, 2].map((each) => Number(after?.[each]) - Number(before?.[each]))).toEqual([1, 1]);
  });
});

/** Somebody who is signed in, and whom both processes remember. */
async function signIn(phoneNumber = newNumber()) {
  const client = clientOf(two.servers[0]?.url ?? "");
  const { challengeId, otp } = await client.request({ phoneNumber });
  const { token, user } = await client.verify({ phoneNumber, challengeId, otp, session: "token" });
  const headers = { authorization: `Bearer ${token}` };
  const look = () =>
    Promise.all(
      two.servers.map(async ({ url }) => (await httpClient(url).get("/api/auth/session", headers)).status),
    );
  for (let times = 0; times < 2; times += 1) expect(await look()).toEqual([200, 200]);
  return { phoneNumber, userId: user.id as string, look };
}

describe("pnpm ops end-sessions, within a second on servers that remember them", () => {
  it("signs out one user by number or by id, and nobody else, then everybody", async () => {
    const [byNumber, byId, other] = [await signIn(), await signIn(), await signIn()];
    expect(await order(`end-sessions ${byNumber.phoneNumber}`)).toMatch(/^1 session is ended/);
    await sleep(1_000);
    expect([await byNumber.look(), await byId.look()]).toEqual([
      [401, 401],
      [200, 200],
    ]);
    expect(await order(`end-sessions ${byId.userId}`)).toMatch(/^1 session is ended/);
    await sleep(1_000);
    expect([await byId.look(), await other.look()]).toEqual([
      [401, 401],
      [200, 200],
    ]);
    expect(await lastEvent()).toMatchObject({ name: "operator-ended-sessions", count: 1 });
    expect(await order("end-sessions all")).toMatch(/^\d+ sessions? (is|are) ended/);
    await sleep(1_000);
    expect(await other.look()).toEqual([401, 401]);
    const anew = await signIn(other.phoneNumber);
    expect(await anew.look()).toEqual([200, 200]);
  });

  it("says so where there is no such user", async () => {
    const { code, err } = await ops(`end-sessions ${newNumber()}`, settings());
    expect([code, err]).toEqual([1, "end-sessions: there is no such user."]);
  });
});

describe.skipIf(noRedis)(`pnpm ops where limits are in Redis${noRedis ? ` (${noRedis})` : ""}`, () => {
  it("is obeyed by both servers on their next call, and audited", async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const more = { REDIS_URL: redis.url };
    const both = [
      await startControlled(two.postgres.url, more),
      await startControlled(two.postgres.url, more),
    ];
    await order("stop US", more);
    expect(await asked(inUs, both)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    expect(await order("status", more)).toContain("stop country:US until it is lifted");
    expect(await lastEvent()).toMatchObject({ name: "operator-imposed" });
    await order("resume US", more);
    expect(await asked(inUs, both)).toEqual(["200", "200"]);
    expect(await order("status", more)).toMatch(
      /^No measure is in force\.\nMessages of the last 24 hours: 2 of 10000\n/,
    );
    await Promise.all(both.map((each) => each.stop()));
  });
});
