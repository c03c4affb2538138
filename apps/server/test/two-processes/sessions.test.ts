import { startTestPostgres, type TestPostgres } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { clientOf, newNumber } from "./people.ts";
import { type ControlledServer, startControlled } from "./start-controlled.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const IDLE = { SESSION_IDLE_DAYS: "2" };

let postgres: TestPostgres;
let servers: [ControlledServer, ControlledServer];
beforeAll(async () => {
  postgres = await startTestPostgres();
  servers = await Promise.all([startControlled(postgres.url, IDLE), startControlled(postgres.url, IDLE)]);
});
afterAll(async () => {
  await Promise.all((servers ?? []).map((each) => each.stop()));
  await postgres?.stop();
});

const both = () => servers.map(({ url }) => httpClient(url));
const advance = (seconds: number) => Promise.all(servers.map((each) => each.advance(seconds)));

async function newToken(): Promise<string> {
  const phoneNumber = newNumber();
  const client = clientOf(servers[0].url);
  const { otp, challengeId } = await client.request({ phoneNumber });
  return (await client.verify({ phoneNumber, otp, challengeId, session: "token" })).token;
}

/** So many requests at once with a token, every other one to the other process. */
function ask(token: string, times: number) {
  const clients = both();
  return Promise.all(
    Array.from({ length: times }, (_, index) =>
      clients[index % 2]?.get("/api/auth/session", { authorization: `Bearer ${token}` }),
    ),
  );
}

const statuses = (answers: Awaited<ReturnType<typeof ask>>) => [...new Set(answers.map((a) => a?.status))];

describe("a session that two server processes share", () => {
  it("rotates once under 20 parallel requests to both: no 401, one new token; the old one ends it later", async () => {
    const token = await newToken();
    await advance(DAY);
    const answers = await ask(token, 20);
    expect(statuses(answers)).toEqual([200]);
    const again = await ask(token, 2);
    const told = [...answers, ...again].map((answer) => answer?.headers.get("x-session-token"));
    const tokens = new Set(told.filter((each) => each != null));
    expect(tokens.size).toBe(1);
    const [next = ""] = tokens;
    expect(statuses(await ask(next, 2))).toEqual([200]);
    await advance(61);
    expect(statuses(await ask(token, 20))).toEqual([401]);
    expect(statuses(await ask(next, 2))).toEqual([401]);
  });

  it("stays ended when it is ended during 50 parallel requests across a rotation", async () => {
    const token = await newToken();
    await advance(DAY);
    const asked = ask(token, 50);
    const [, there] = both();
    const ended = await there?.post("/api/auth/sign-out", {}, { authorization: `Bearer ${token}` });
    expect(ended?.status).toBe(200);
    const told = (await asked).map((answer) => answer?.headers.get("x-session-token"));
    for (const each of [token, ...told.filter((text) => text != null)]) {
      expect(statuses(await ask(each, 4))).toEqual([401]);
    }
  });

  it("is not idle for one of them while it is used at the other", async () => {
    const token = await newToken();
    const headers = { authorization: `Bearer ${token}` };
    const [here, there] = both();
    // Twice, so that both remember it.
    await ask(token, 2);
    await ask(token, 2);
    await advance(23 * HOUR);
    expect((await here?.get("/api/auth/session", headers))?.status).toBe(200);
    await advance(25 * HOUR);
    expect((await there?.get("/api/auth/session", headers))?.status).toBe(200);
  });

  it("is idle for both once neither has seen it for as long as the settings say", async () => {
    const token = await newToken();
    await ask(token, 2);
    await ask(token, 2);
    await advance(2 * DAY);
    expect(statuses(await ask(token, 4))).toEqual([401]);
  });
});
