import { startTestPostgres } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";

const lines = async (app: RunningApp, name: string) =>
  (await app.parts.metrics.text()).split("\n").filter((line) => line.startsWith(name));
/** The value of the one series that begins so. */
const readingOf = async (app: RunningApp, series: string) => {
  const found = await lines(app, series);
  return found.length === 1 ? Number(found[0]?.split(" ").at(-1)) : found;
};

describe("the metrics of sign-ins", () => {
  it("tell what verifications came to, what was converted, and which limit refused", async () => {
    await using app = await startApp();
    const { post } = httpClient(app.url);
    const phoneNumber = "+14155550132";
    const { otp, challengeId } = (await post("/api/auth/otp/request", { phoneNumber })).body;
    const wrong = otp === "000000" ? "000001" : "000000";
    await post("/api/auth/otp/verify", { phoneNumber, challengeId, otp: wrong });
    await post("/api/auth/otp/verify", { phoneNumber, challengeId, otp });
    for (let more = 0; more < 4; more++) {
      await post("/api/auth/otp/request", { phoneNumber: "+14155550135" }, { cookie: "other=1" });
    }
    expect(await readingOf(app, 'auth_verifications_total{outcome="OK"}')).toBe(1);
    expect(await readingOf(app, 'auth_verifications_total{outcome="CODE_INVALID"}')).toBe(1);
    expect(await readingOf(app, 'auth_codes_total{country="US",step="sent"}')).toBe(4);
    expect(await readingOf(app, 'auth_codes_total{country="US",step="used"}')).toBe(1);
    expect(await readingOf(app, 'auth_limit_refusals_total{rule="sends-per-phone-15-minutes"}')).toBe(1);
  });

  it("count a message once, however often its request is repeated with the same Idempotency-Key", async () => {
    await using app = await startApp();
    const { post } = httpClient(app.url);
    const key = { "idempotency-key": "a-key-that-nobody-guesses", cookie: "other=1" };
    for (let asked = 0; asked < 60; asked++) {
      const { status } = await post("/api/auth/otp/request", { phoneNumber: "+14155550132" }, key);
      expect(status).toBe(200);
    }
    expect(await readingOf(app, 'auth_codes_total{country="US",step="sent"}')).toBe(1);
  });

  it("tell that a session was ended because a copy of its old secret was used", async () => {
    let now = Date.now();
    await using app = await startApp({}, {}, { clock: () => new Date(now) });
    const { post, get } = httpClient(app.url);
    const phoneNumber = "+14155550134";
    const { otp, challengeId } = (await post("/api/auth/otp/request", { phoneNumber })).body;
    const guess = { phoneNumber, challengeId, otp, session: "token" };
    const { token } = (await post("/api/auth/otp/verify", guess)).body;
    const use = () => get("/api/auth/session", { authorization: `Bearer ${token}` });
    now += 25 * 3_600_000;
    expect((await use()).status).toBe(200);
    expect(await readingOf(app, "auth_session_reuse_total")).toBe(0);
    now += 120_000;
    expect([(await use()).status, (await use()).status]).toEqual([401, 401]);
    expect(await readingOf(app, "auth_session_reuse_total")).toBe(1);
  });

  it("tell of requests by route and outcome, with how long they took and how many are worked on", async () => {
    await using app = await startApp();
    const { get } = httpClient(app.url);
    await get("/api/auth/session?secret=1");
    await get("/api/auth/session");
    await expect.poll(() => readingOf(app, "http_requests_total")).toBe(2);
    expect(await lines(app, "http_requests_total")).toEqual([
      'http_requests_total{route="/api/auth/session",status="401",outcome="UNAUTHENTICATED"} 2',
    ]);
    expect(await readingOf(app, 'http_request_duration_seconds_count{route="/api/auth/session"}')).toBe(2);
    expect(await readingOf(app, "http_requests_in_flight")).toBe(0);
  });

  it("tell of providers: how long they took, what was delivered, and what it may cost", async () => {
    await using twilio = await startTwilio();
    await using app = await startApp({
      ENABLE_REAL_OTP: "true",
      SMS_PROVIDERS: "twilio",
      SMS_PRICES: "US:0.01,*:0.2",
      TWILIO_API_BASE_URL: twilio.baseUrl,
      TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
      TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
      TWILIO_FROM: TWILIO_NUMBER,
    });
    const { post } = httpClient(app.url);
    await post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
    await post("/api/auth/otp/request", { phoneNumber: "+919876543210" }, { cookie: "other=1" });
    twilio.behave({ kind: "refuse", status: 400, body: { code: 21614, message: "no", status: 400 } });
    await post("/api/auth/otp/request", { phoneNumber: "+14155550133" }, { cookie: "other=1" });
    await expect.poll(() => app.noted.length).toBe(3);
    const { providerMessageId } = app.noted[0] ?? {};
    const receipt = { providerMessageId: providerMessageId ?? "", status: "delivered" as const };
    await app.parts.receipts?.take("twilio", [receipt, receipt]);
    expect(await readingOf(app, 'sms_provider_duration_seconds_count{provider="twilio"}')).toBe(3);
    expect(await lines(app, "sms_spend_estimate_dollars_total")).toEqual([
      'sms_spend_estimate_dollars_total{country="US"} 0.01',
      'sms_spend_estimate_dollars_total{country="IN"} 0.2',
    ]);
    expect(await lines(app, "sms_deliveries_total")).toEqual([
      'sms_deliveries_total{provider="twilio",status="delivered"} 1',
    ]);
  });

  it("tell of the database and its pool, where there is one, and of the process", async () => {
    const postgres = await startTestPostgres();
    onTestFinished(() => postgres.stop());
    await using app = await startApp({ USE_DATABASE: "true", DATABASE_URL: postgres.url });
    await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
    app.parts.metrics.watchProcess();
    expect(await readingOf(app, "database_up ")).toBe(1);
    expect(await readingOf(app, "database_writable ")).toBe(1);
    expect(await readingOf(app, 'database_pool_connections{state="waiting"}')).toBe(0);
    expect(await readingOf(app, 'database_pool_connections{state="idle"}')).toBeGreaterThan(0);
    expect(await readingOf(app, "nodejs_eventloop_lag_p99_seconds ")).toBeGreaterThanOrEqual(0);
    expect(await lines(app, "redis_up ")).toEqual([]);
    await using inMemory = await startApp();
    expect(await lines(inMemory, "database_up ")).toEqual([]);
  });
});

it("the number of series is the same after a thousand more phones, addresses and odd paths, and no number is in them", async () => {
  await using app = await startApp({ ENABLE_RATE_LIMIT: "false", TRUST_PROXY_HOPS: "1" });
  const { post, get } = httpClient(app.url);
  const one = async (index: number) => {
    const phoneNumber = `+1415${5_550_000 + index}`;
    const headers = { cookie: "", "x-forwarded-for": `20.1.${index >> 8}.${index & 255}` };
    const { otp, challengeId } = (await post("/api/auth/otp/request", { phoneNumber }, headers)).body;
    await post("/api/auth/otp/verify", { phoneNumber, challengeId, otp }, headers);
    await post("/api/auth/otp/verify", { phoneNumber, challengeId, otp }, headers);
    await get(`/odd/${index}.png?phone=${index}`, headers);
    await get(`/api/auth/${index}`, headers);
  };
  const count = async () =>
    (await app.parts.metrics.text()).split("\n").filter((line) => /^\w/.test(line)).length;
  for (let index = 0; index < 20; index++) await one(index);
  const before = await count();
  for (let batch = 20; batch < 1_020; batch += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => one(batch + index)));
  }
  expect(await count()).toBe(before);
  expect(await readingOf(app, 'auth_codes_total{country="US",step="used"}')).toBe(1_020);
  expect(await app.parts.metrics.text()).not.toMatch(/="[^"]*(1415555|20\.1\.)[^"]*"/);
}, 240_000);
