import { createHash } from "node:crypto";
import { startTestPostgres, type TestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

let postgres: TestPostgres;
let twilio: Awaited<ReturnType<typeof startTwilio>>;
beforeAll(async () => {
  [postgres, twilio] = await Promise.all([startTestPostgres(), startTwilio()]);
});
afterEach(() => twilio.behave({ kind: "answer" }));
afterAll(async () => {
  await twilio[Symbol.asyncDispose]();
  await postgres.stop();
});

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** All rules of production, with a fake of the provider. */
function production(twilioUrl: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    PUBLIC_ORIGIN: "https://sign-in.example",
    USE_DATABASE: "true",
    DATABASE_URL: postgres.url,
    ENABLE_REAL_OTP: "true",
    SMS_PROVIDERS: "twilio",
    SMS_ALLOWED_COUNTRIES: "US,IN",
    // The numbers here are of one range, and most of them never sign in.
    PROOF_POLICY: "never",
    TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
    TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
    TWILIO_FROM: TWILIO_NUMBER,
    TWILIO_API_BASE_URL: twilioUrl,
    OTP_SECRET: "an-otp-secret-of-the-tests-32-long",
    SESSION_SECRET: "a-session-secret-of-the-tests-32-l",
  };
}

function codeIn(message: { text?: string } | undefined): string {
  const [, code] = /#(\d{6})$/.exec(message?.text ?? "") ?? [];
  if (code === undefined) throw new Error("no message with a code went out");
  return code;
}

const deliveries = () =>
  withClient(postgres.url, async (client) => {
    const { rows } = await client.query("SELECT * FROM sms_deliveries ORDER BY created_at");
    return rows;
  });

describe("the server in production mode", () => {
  it("sends the code through the provider and tells it to nobody else", async () => {
    await using app = await startApp(production(twilio.baseUrl));
    const browser = httpClient(app.url);
    const phoneNumber = "+14155550132";
    const requested = await browser.post("/api/auth/otp/request", { phoneNumber, locale: "es" });
    const [message] = twilio.sent;
    const code = codeIn(message);
    expect(message).toMatchObject({ to: phoneNumber, text: expect.stringContaining("@sign-in.example") });
    expect(message?.text).toContain("es tu clave de Sixdigit");
    expect(requested.body).not.toHaveProperty("otp");
    expect(JSON.stringify([requested.body, ...requested.headers])).not.toContain(`"${code}"`);
    expect((await browser.get("/dev/inbox?phone=%2B14155550132")).status).toBe(404);
    const cookie = `__Host-challenge=${browser.cookies.get("__Host-challenge")}`;
    const verified = await browser.post("/api/auth/otp/verify", { phoneNumber, otp: code }, { cookie });
    expect(verified.body).toMatchObject({ success: true, user: { isNew: true } });
    expect(app.printed).toEqual([]);
  });

  it("writes in the language that the browser asks for, where the request names none", async () => {
    await using app = await startApp(production(twilio.baseUrl));
    const headers = { "accept-language": "fr-CA,fr;q=0.9,en;q=0.5" };
    await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber: "+14155550135" }, headers);
    expect(twilio.sent.at(-1)?.text).toMatch(
      /^\d{6} est votre code Sixdigit\. .*\n\n@sign-in\.example #\d{6}$/,
    );
  });

  it("notes each message as a delivery, with the number only as a hash", async () => {
    await using app = await startApp(production(twilio.baseUrl));
    const phoneNumber = "+14155550133";
    const { challengeId } = (await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber })).body;
    await expect.poll(async () => (await deliveries()).at(-1)?.challenge_id).toBe(challengeId);
    const [row] = (await deliveries()).slice(-1);
    expect(row).toMatchObject({
      provider: "twilio",
      provider_message_id: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      country: "US",
      segments: 1,
    });
    expect(JSON.stringify(row)).not.toContain("4155550133");
    // A plain hash of a number can be turned back: there are not many numbers.
    const hashes = ["sha256", "sha1", "md5", "sha512"].flatMap((hash) =>
      [phoneNumber, phoneNumber.slice(1)].flatMap((text) =>
        (["hex", "base64", "base64url"] as const).map((form) => createHash(hash).update(text).digest(form)),
      ),
    );
    expect(hashes).not.toContain(row?.phone_hash);
    expect(row?.phone_hash).toMatch(/^[\w-]{43}$/);
  });

  it("hashes a number alike in every message, and otherwise under another secret", async () => {
    const hashOf = async (secret: string, phoneNumber: string) => {
      await using app = await startApp({ ...production(twilio.baseUrl), OTP_SECRET: secret });
      const { body } = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber });
      await expect.poll(async () => (await deliveries()).at(-1)?.challenge_id).toBe(body.challengeId);
      return (await deliveries()).at(-1)?.phone_hash;
    };
    const [one, other] = ["1".repeat(32), "2".repeat(32)];
    const hash = await hashOf(one, "+14155550136");
    expect(await hashOf(one, "+14155550136")).toBe(hash);
    expect(await hashOf(one, "+14155550137")).not.toBe(hash);
    expect(await hashOf(other, "+14155550136")).not.toBe(hash);
  });

  it("says that no message went out when the provider refuses, and notes why", async () => {
    twilio.behave({ kind: "refuse", status: 400, body: { code: 21614, message: "not mobile", status: 400 } });
    await using app = await startApp(production(twilio.baseUrl));
    const refused = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber: "+14155550134" });
    expect([refused.status, refused.body.code]).toEqual([502, "SEND_FAILED"]);
    await expect
      .poll(async () => (await deliveries()).at(-1))
      .toMatchObject({ status: "refused", error_code: "21614" });
  });

  it("signs a test number in with its fixed code, sends nothing, and says so in the audit trail", async () => {
    const settings = {
      ...production(twilio.baseUrl),
      ...{ TEST_PHONES: "+447911123456:004200", ALLOW_TEST_PHONES_UNTIL: tomorrow() },
    };
    await using app = await startApp(settings);
    const browser = httpClient(app.url);
    const [calls, noted] = [twilio.calls(), (await deliveries()).length];
    const phoneNumber = "+447911123456";
    const requested = await browser.post("/api/auth/otp/request", { phoneNumber });
    expect(requested.body).toMatchObject({ success: true });
    expect(JSON.stringify(requested.body)).not.toContain("004200");
    const cookie = `__Host-challenge=${browser.cookies.get("__Host-challenge")}`;
    const verify = (otp: string) => browser.post("/api/auth/otp/verify", { phoneNumber, otp }, { cookie });
    expect((await verify("004201")).body).toMatchObject({ code: "CODE_INVALID", attemptsLeft: 4 });
    expect((await verify("004200")).body).toMatchObject({ success: true });
    expect([twilio.calls(), (await deliveries()).length]).toEqual([calls, noted]);
    const { rows } = await withClient(postgres.url, (client) =>
      client.query("SELECT name FROM audit_events ORDER BY at, id"),
    );
    expect(rows.at(-1)).toEqual({ name: "test-sign-in" });
  });

  it("sends nothing to a country that is not on the list", async () => {
    await using app = await startApp(production(twilio.baseUrl));
    const before = twilio.calls();
    const refused = await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber: "+447911123456" });
    expect([refused.status, refused.body.code]).toEqual([403, "PHONE_NOT_ALLOWED"]);
    expect(twilio.calls()).toBe(before);
  });
});
