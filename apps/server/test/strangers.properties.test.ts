import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultOfAnswer, type Sent } from "./fuzz/send-raw.ts";
import { MSG91_SECRET, ORIGIN, receivingReports, TWILIO_TOKEN } from "./fuzz/settings.ts";
import { signedByTwilio } from "./support/signed-by-twilio.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";

const RUNS = { numRuns: 300 };

let app: RunningApp;
let receiving: RunningApp;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY_HOPS: "2" });
  receiving = await startApp(receivingReports);
  // The looks for a message that is not there take a second; here it is the reading that counts.
  receiving.parts.deliveries.moveDelivery = async () => "kept";
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await receiving[Symbol.asyncDispose]();
});

const JSON_TYPE = { "content-type": "application/json" };
/** Anything that can stand in a header line: all of Latin-1 but its control characters. */
const headerValue = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 300,
});
const pathText = fc.string({
  unit: fc.constantFrom(..."abcAZ09/.,%20%00%2e%2f?&=:;@!$'()*+~_-#[]{}|^\"<>\\"),
  maxLength: 60,
});
const anything = fc
  .anything({ withNullPrototype: true, maxDepth: 4 })
  .map((value) => JSON.stringify(value) ?? "");

/** Refused or answered, never a failure of ours: no 5xx, and no connection without an answer. */
async function isAnswered(to: RunningApp, sent: Sent): Promise<void> {
  expect(await faultOfAnswer(to.url, sent), JSON.stringify(sent)).toBeUndefined();
}

describe("whatever strangers send, they are answered or refused:", { timeout: 120_000 }, () => {
  it.each([
    "cookie",
    "authorization",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "forwarded",
    "accept-language",
    "user-agent",
    "content-type",
  ])("in the header %s", async (name) => {
    const each = fc.asyncProperty(headerValue, (value) =>
      isAnswered(app, { method: "GET", path: "/api/auth/session", headers: { [name]: value } }),
    );
    await fc.assert(each, RUNS);
  });

  it.each(["session", "challenge"])("in the cookie %s", async (name) => {
    const each = fc.asyncProperty(headerValue, (value) =>
      isAnswered(app, { method: "GET", path: "/api/auth/session", headers: { cookie: `${name}=${value}` } }),
    );
    await fc.assert(each, RUNS);
  });

  it("as a bearer token", async () => {
    const shaped = fc
      .tuple(fc.uuid(), fc.base64String({ minLength: 40, maxLength: 48 }))
      .map((parts) => parts.join("."));
    const each = fc.asyncProperty(fc.oneof(headerValue, shaped), (token) =>
      isAnswered(app, {
        method: "GET",
        path: "/api/auth/session",
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    await fc.assert(each, RUNS);
  });

  it.each(["/trpc/", "/api/", "/webhooks/sms/", "/"])("in a path under %s", async (prefix) => {
    const each = fc.asyncProperty(pathText, fc.constantFrom("GET", "POST", "DELETE"), (rest, method) =>
      isAnswered(app, { method, path: prefix + rest.replaceAll(" ", ""), headers: JSON_TYPE, body: "{}" }),
    );
    await fc.assert(each, RUNS);
  });

  it.each(["request", "verify", "resend"])("as the body of /api/auth/otp/%s", async (name) => {
    const each = fc.asyncProperty(fc.oneof(anything, fc.string()), (body) =>
      isAnswered(app, { path: `/api/auth/otp/${name}`, headers: JSON_TYPE, body }),
    );
    await fc.assert(each, RUNS);
  });

  it("as a phone number and a code", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."+0123456789 ()-") }),
    );
    const each = fc.asyncProperty(text, text, text, (phoneNumber, otp, challengeId) =>
      isAnswered(app, {
        path: "/api/auth/otp/verify",
        headers: JSON_TYPE,
        body: JSON.stringify({ phoneNumber, otp, challengeId }),
      }),
    );
    await fc.assert(each, RUNS);
  });

  it("as a report of MSG91, by who knows its address", async () => {
    const status = fc.oneof(fc.string(), fc.integer(), fc.constantFrom("1", "2", "9", "DELIVRD"));
    const shaped = fc.record({ requestId: fc.oneof(fc.string(), fc.uuid()), status, credit: fc.anything() });
    const body = fc.oneof(
      anything,
      fc
        .oneof(shaped, fc.array(fc.record({ event: status, data: fc.array(shaped) })))
        .map((value) => JSON.stringify(value)),
    );
    const each = fc.asyncProperty(body, (text) =>
      isAnswered(receiving, { path: `/webhooks/sms/msg91/${MSG91_SECRET}`, headers: JSON_TYPE, body: text }),
    );
    await fc.assert(each, RUNS);
  });

  it("as a report of Twilio, signed and not", async () => {
    const field = fc.oneof(fc.string(), fc.constantFrom(`SM${"5".repeat(32)}`, "delivered", "sent", "30003"));
    const names = fc.constantFrom(
      "MessageSid",
      "SmsSid",
      "MessageStatus",
      "SmsStatus",
      "ErrorCode",
      "AccountSid",
      "x",
    );
    const each = fc.asyncProperty(
      fc.dictionary(names, field),
      fc.boolean(),
      headerValue,
      (fields, isSigned, junk) => {
        const path = "/webhooks/sms/twilio";
        const { body, headers } = signedByTwilio({ origin: ORIGIN, path, fields, token: TWILIO_TOKEN });
        const signed = Object.fromEntries(new Headers(headers));
        const sent = isSigned ? signed : { ...signed, "x-twilio-signature": junk };
        return isAnswered(receiving, { path, headers: sent, body: String(body) });
      },
    );
    await fc.assert(each, RUNS);
  });
});
