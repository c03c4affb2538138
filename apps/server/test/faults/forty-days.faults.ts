import { startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { manualClock } from "@sixdigit/testing";
import { expect, it, onTestFinished } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { startApp } from "../support/start-app.ts";

const DAY = 86_400;
const DAYS = 40;
const PEOPLE_A_DAY = 3;

type Person = { phone: string; token: string; signedInOn: number; uses: "daily" | "never" | "signs out" };

/** Two instances over one database, whose clock is moved by hand. */
async function startTwo() {
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.stop());
  // By the database's time audit events may be deleted after 181 days only, so the forty days lie in the past.
  const clock = manualClock(new Date(Date.now() - DAYS * DAY * 1000).toISOString());
  const settings = {
    USE_DATABASE: "true",
    DATABASE_URL: postgres.url,
    ENABLE_RATE_LIMIT: "false",
    RETENTION_SESSION_DAYS: "5",
    OTP_SECRET: "an-otp-secret-of-the-tests-32-long",
    SESSION_SECRET: "a-session-secret-of-the-tests-32-l",
  };
  const apps = [await startApp(settings, {}, { clock }), await startApp(settings, {}, { clock })];
  onTestFinished(async () => {
    for (const app of apps) await app[Symbol.asyncDispose]();
  });
  const clients = apps.map(({ url }) => httpClient(url));
  let turn = 0;
  const next = () => clients[turn++ % clients.length] ?? httpClient("");
  const oldest = () =>
    withClient(postgres.url, async (client) => {
      const { rows } = await client.query(`SELECT
        (SELECT min(created_at) FROM challenges) AS challenge,
        (SELECT min(LEAST(ended_at, expires_at)) FROM sessions) AS "endOfSession",
        (SELECT count(*)::int FROM sessions) AS sessions,
        (SELECT count(*)::int FROM audit_events WHERE name = 'session-rotated') AS rotations,
        (SELECT count(*)::int FROM audit_events WHERE name = 'session-reuse') AS reuses`);
      return rows[0];
    });
  return { clock, apps, next, oldest };
}

it("forty days of sign-ins, daily rotations and clean-ups end every session on its day and keep nothing for too long", async () => {
  const { clock, apps, next, oldest } = await startTwo();
  const people: Person[] = [];
  const bearer = ({ token }: Person) => ({ cookie: "", authorization: `Bearer ${token}` });

  async function signIn(phone: string, day: number, uses: Person["uses"]): Promise<void> {
    const { otp, challengeId } = (
      await next().post("/api/auth/otp/request", { phoneNumber: phone }, { cookie: "" })
    ).body;
    const guess = { phoneNumber: phone, otp, challengeId, session: "token" };
    const { body } = await next().post("/api/auth/otp/verify", guess, { cookie: "" });
    people.push({ phone, token: body.token, signedInOn: day, uses });
  }

  /** The status of a session's check; a token that was renewed is kept, as a client does. */
  async function use(person: Person): Promise<number> {
    const { status, body } = await next().get("/api/auth/session", bearer(person));
    if (body.token) person.token = body.token;
    return status;
  }

  for (let day = 0; day < DAYS; day++) {
    for (let index = 0; index < PEOPLE_A_DAY; index++) {
      const uses = (["daily", "never", "signs out"] as const)[index] ?? "daily";
      await signIn(`+1415${2_500_000 + day * PEOPLE_A_DAY + index}`, day, uses);
    }
    for (const person of people) {
      if (person.uses === "signs out" && person.signedInOn === day) {
        expect((await next().post("/api/auth/sign-out", {}, bearer(person))).status).toBe(200);
      }
      if (person.uses === "daily") {
        expect([day, await use(person)]).toEqual([day, day - person.signedInOn < 30 ? 200 : 401]);
      }
    }
    for (const app of apps) await app.parts.store.sweep(clock());
    const kept = await oldest();
    expect(clock().getTime() - kept.challenge.getTime()).toBeLessThan(DAY * 1000);
    expect(clock().getTime() - kept.endOfSession.getTime()).toBeLessThan(5 * DAY * 1000);
    clock.advance(DAY);
  }

  for (const person of people.filter(({ uses }) => uses !== "daily")) {
    const isLive = person.uses === "never" && person.signedInOn > DAYS - 30;
    expect([person.signedInOn, await use(person)]).toEqual([person.signedInOn, isLive ? 200 : 401]);
  }
  const { rotations, reuses } = await oldest();
  expect(rotations).toBeGreaterThan(DAYS * 10);
  expect(reuses).toBe(0);
}, 300_000);
