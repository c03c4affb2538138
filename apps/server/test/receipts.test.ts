import { createHmac } from "node:crypto";
import type { Delivery } from "@sixdigit/auth";
import { MSG91_KEY, MSG91_TEMPLATES, startMsg91 } from "@sixdigit/sms/fakes/msg91";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const origin = "https://sign-in.example";
const secret = "a-secret-of-the-webhook-tests-32-long";
const settings = (twilioUrl: string, msg91Url = "http://127.0.0.1:1") => ({
  PUBLIC_ORIGIN: origin,
  ENABLE_REAL_OTP: "true",
  SMS_PROVIDERS: "twilio,msg91",
  SMS_ROUTES: "IN:msg91;*:twilio",
  TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
  TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
  TWILIO_FROM: TWILIO_NUMBER,
  TWILIO_API_BASE_URL: twilioUrl,
  MSG91_AUTH_KEY: MSG91_KEY,
  MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en,
  MSG91_WEBHOOK_SECRET: secret,
  MSG91_API_BASE_URL: msg91Url,
});

const FORM = "application/x-www-form-urlencoded";

/** As Twilio signs: the public address and every field, by name. */
function signed(path: string, fields: Record<string, string>, token = TWILIO_TOKEN) {
  const data = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + fields[name], origin + path);
  const signature = createHmac("sha1", token).update(data).digest("base64");
  const headers = { "content-type": FORM, "x-twilio-signature": signature };
  return { headers, body: new URLSearchParams(fields).toString() };
}

/** A message that went out through Twilio, and how its delivery stands. */
async function sentThrough(twilio: Awaited<ReturnType<typeof startTwilio>>) {
  const app = await startApp(settings(twilio.baseUrl));
  const client = httpClient(app.url);
  await client.post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
  const delivery = await only(app);
  const find = async () =>
    (await app.parts.deliveries.findDelivery("twilio", delivery.providerMessageId ?? "")) ?? delivery;
  const report = (MessageStatus: string, more: Record<string, string> = {}, token?: string) => {
    const fields = {
      MessageSid: delivery.providerMessageId ?? "",
      MessageStatus,
      AccountSid: TWILIO_ACCOUNT,
      ...more,
    };
    return client.send("POST", "/webhooks/sms/twilio", signed("/webhooks/sms/twilio", fields, token));
  };
  return { app, client, delivery, find, report };
}

async function only(app: Awaited<ReturnType<typeof startApp>>): Promise<Delivery> {
  await expect.poll(() => app.noted.length).toBe(1);
  const [delivery] = app.noted;
  if (!delivery) throw new Error("nothing was noted");
  return delivery;
}

describe("Twilio's receipts", () => {
  it("move a delivery forward, in any order and however often, with whatever fields are added", async () => {
    await using twilio = await startTwilio();
    const { app, find, report } = await sentThrough(twilio);
    await using _ = app;
    expect(twilio.sent[0]?.callbackUrl).toBe(`${origin}/webhooks/sms/twilio`);
    expect((await find()).status).toBe("queued");
    expect((await report("delivered", { RawDlrDoneDate: "2611221801", Neu: "ü" })).status).toBe(204);
    expect((await report("sent")).status).toBe(204);
    expect((await report("delivered")).status).toBe(204);
    expect((await find()).status).toBe("delivered");
  });

  it("keep the provider's code for a failure", async () => {
    await using twilio = await startTwilio();
    const { app, find, report } = await sentThrough(twilio);
    await using _ = app;
    await report("undelivered", { ErrorCode: "30003" });
    expect(await find()).toMatchObject({ status: "failed", errorCode: "30003" });
  });

  it("are refused when they are forged, unsigned, foreign, huge or no receipt, and change nothing", async () => {
    await using twilio = await startTwilio();
    const { app, client, find, report } = await sentThrough(twilio);
    await using _ = app;
    const path = "/webhooks/sms/twilio";
    const unsigned = { headers: { "content-type": FORM }, body: "MessageStatus=delivered" };
    const refusals = [
      await report("delivered", {}, "another token"),
      await client.send("POST", path, unsigned),
      await client.send("POST", path, signed(path, { MessageSid: "nothing", MessageStatus: "delivered" })),
      await report("delivered", { MessageSid: `SM${"0".repeat(32)}` }),
      await client.send("POST", path, { ...signed(path, {}), body: "x".repeat(70_000) }),
      await client.get(path),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [403, "FORBIDDEN"],
      [400, "INVALID_INPUT"],
      [400, "INVALID_INPUT"],
      [404, "NOT_FOUND"],
      [413, "INVALID_INPUT"],
      [404, "NOT_FOUND"],
    ]);
    expect((await find()).status).toBe("queued");
  });

  it("open nothing: the code still has to be typed", async () => {
    await using twilio = await startTwilio();
    const { app, client, report } = await sentThrough(twilio);
    await using _ = app;
    await report("delivered");
    expect((await client.get("/api/auth/session")).status).toBe(401);
    const guess = { phoneNumber: "+14155550132", otp: "000000" };
    const cookie = `__Host-challenge=${client.cookies.get("__Host-challenge")}`;
    const { body } = await client.post("/api/auth/otp/verify", guess, { cookie });
    expect(body).toMatchObject({ code: "CODE_INVALID", attemptsLeft: 4 });
  });
});

describe("MSG91's receipts", () => {
  it("come to an address with a secret in it, and to no other", async () => {
    await using msg91 = await startMsg91();
    await using app = await startApp(settings("http://127.0.0.1:1", msg91.baseUrl));
    const client = httpClient(app.url);
    await client.post("/api/auth/otp/request", { phoneNumber: "+919876543210" });
    const { provider, providerMessageId } = await only(app);
    expect(provider).toBe("msg91");
    const receipt = { requestId: providerMessageId, status: "1", desc: "DELIVERED" };
    const wrong = await client.post(`/webhooks/sms/msg91/${"x".repeat(36)}`, receipt);
    expect([wrong.status, wrong.body.code]).toEqual([404, "NOT_FOUND"]);
    expect((await client.post(`/webhooks/sms/msg91/${secret}`, { nothing: true })).status).toBe(400);
    expect((await client.post(`/webhooks/sms/msg91/${secret}`, receipt)).status).toBe(204);
    const data = JSON.stringify([{ requestId: providerMessageId, report: [{ status: "2" }] }]);
    const form = { headers: { "content-type": FORM }, body: new URLSearchParams({ data }).toString() };
    expect((await client.send("POST", `/webhooks/sms/msg91/${secret}`, form)).status).toBe(204);
    expect(await app.parts.deliveries.findDelivery("msg91", providerMessageId ?? "")).toMatchObject({
      status: "delivered",
    });
  });
});
