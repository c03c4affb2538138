import { dumpDatabase, startTestPostgres, type TestPostgres } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

let postgres: TestPostgres;
let twilio: Awaited<ReturnType<typeof startTwilio>>;
beforeAll(async () => {
  [postgres, twilio] = await Promise.all([startTestPostgres(), startTwilio()]);
});
afterAll(async () => {
  await twilio[Symbol.asyncDispose]();
  await postgres.stop();
});

const provider = () => ({
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio",
  TWILIO_API_BASE_URL: twilio.baseUrl,
  TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: TWILIO_NUMBER,
});

describe.each([
  ["in memory", () => ({})],
  ["in Postgres", () => ({ USE_DATABASE: "true", DATABASE_URL: postgres.url })],
])("an account %s", (where, storage) => {
  const start = () => startApp({ ...provider(), ...storage() });
  const lastCode = () => /#(\d{6})$/.exec(twilio.sent.at(-1)?.text ?? "")?.[1] ?? "none";
  async function askForCode(client: ReturnType<typeof httpClient>, phoneNumber: string) {
    const { body } = await client.post("/api/auth/otp/request", { phoneNumber }, { cookie: "" });
    return { otp: lastCode(), challengeId: body.challengeId as string };
  }
  async function signIn(client: ReturnType<typeof httpClient>, phoneNumber: string) {
    const code = await askForCode(client, phoneNumber);
    return (await client.post("/api/auth/otp/verify", { phoneNumber, ...code })).body.user;
  }

  it("is deleted with a fresh code: every session ends, the number is free, and only a keyed hash is left of it", async () => {
    await using app = await start();
    const phoneNumber = "+14155550132";
    const [here, there] = [httpClient(app.url), httpClient(app.url)];
    await signIn(here, phoneNumber);
    await signIn(there, phoneNumber);
    const code = await askForCode(here, phoneNumber);
    expect((await here.post("/api/auth/account/delete", code)).body).toEqual({ success: true });
    expect([
      (await here.get("/api/auth/session")).status,
      (await there.get("/api/auth/session")).status,
    ]).toEqual([401, 401]);
    if (where === "in Postgres") {
      const dump = await dumpDatabase(postgres.url);
      const counters = dump.split("\n").filter((line) => line.includes("sends-per-phone"));
      const rest = dump.split("\n").filter((line) => !line.includes("per-phone"));
      expect(rest.join("\n")).not.toContain("4155550132");
      // They stand until their window ends, so that nobody gets new messages by deleting; the clean-up takes them.
      expect(counters.length).toBeGreaterThan(0);
    }
  });

  it("is a new one when its number comes back", async () => {
    await using app = await startApp({ ...provider(), ...storage(), ENABLE_RATE_LIMIT: "false" });
    const phoneNumber = "+14155550136";
    const client = httpClient(app.url);
    const user = await signIn(client, phoneNumber);
    await client.post("/api/auth/account/delete", await askForCode(client, phoneNumber));
    const next = await signIn(httpClient(app.url), phoneNumber);
    expect([next.isNew, next.id === user.id]).toEqual([true, false]);
  });

  it("is not deleted without a session, with a wrong code, or with a code of another number", async () => {
    await using app = await startApp({ ...provider(), ...storage(), ENABLE_RATE_LIMIT: "false" });
    const client = httpClient(app.url);
    await signIn(client, "+14155550137");
    const own = await askForCode(client, "+14155550137");
    const wrong = { ...own, otp: own.otp === "000000" ? "000001" : "000000" };
    const foreign = await askForCode(client, "+14155550138");
    const outcomes = [
      await client.post("/api/auth/account/delete", own, { cookie: "" }),
      await client.post("/api/auth/account/delete", wrong),
      await client.post("/api/auth/account/delete", foreign),
    ].map(({ status, body }) => [status, body.code]);
    expect(outcomes).toEqual([
      [401, "UNAUTHENTICATED"],
      [401, "CODE_INVALID"],
      [401, "CODE_INVALID"],
    ]);
    expect((await client.get("/api/auth/session")).status).toBe(200);
  });

  it("is exported to its owner, with all that is kept, and no secret", async () => {
    await using app = await start();
    const phoneNumber = "+14155550133";
    const client = httpClient(app.url);
    const user = await signIn(client, phoneNumber);
    await expect.poll(() => app.noted.length).toBe(1);
    const { status, body } = await client.get("/api/auth/account/export");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: user.id, phoneNumber },
      sessions: [{ endedAt: null }],
      messages: [{ country: "US", provider: "twilio", status: "queued" }],
    });
    expect(body.events.map(({ name }: { name: string }) => name)).toContain("sign-in");
    expect(JSON.stringify(body)).not.toMatch(/secret|hash/i);
    expect((await client.get("/api/auth/account/export", { cookie: "" })).status).toBe(401);
  });
});
