import type { Delivery } from "@sixdigit/auth";
import { MSG91_KEY, MSG91_TEMPLATES, startMsg91 } from "@sixdigit/sms/fakes/msg91";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { type Fields, FORM, signedByTwilio } from "./support/signed-by-twilio.ts";
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

const signed = (path: string, fields: Fields, token = TWILIO_TOKEN, from = origin) =>
  signedByTwilio({ origin: from, path, fields, token });

/** A message that went out through Twilio, and how its delivery stands. */
async function sentThrough(twilio: Awaited<ReturnType<typeof startTwilio>>, publicOrigin = origin) {
  const app = await startApp({ ...settings(twilio.baseUrl), PUBLIC_ORIGIN: publicOrigin });
  const client = httpClient(app.url);
  await client.post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
  const delivery = await only(app);
  const sid = delivery.providerMessageId ?? `SM${"5".repeat(32)}`;
  const find = async () => {
    const found = await app.parts.deliveries.findDelivery("twilio", sid);
    if (!found) throw new Error(`there is no delivery ${sid}`);
    return found;
  };
  const path = twilio.sent[0]?.callbackUrl?.slice(publicOrigin.length) ?? "no address was given";
  const report = (MessageStatus: string, more: Fields = {}, token?: string) => {
    const fields = { MessageSid: sid, MessageStatus, AccountSid: TWILIO_ACCOUNT, ...more };
    return client.send("POST", path, signed(path, fields, token, publicOrigin));
  };
  return { app, client, delivery, find, report, path };
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
    const { app, delivery, find, report } = await sentThrough(twilio);
    await using _ = app;
    expect(twilio.sent[0]?.callbackUrl).toBe(`${origin}/webhooks/sms/twilio?delivery=${delivery.id}`);
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

  it("find a message whose answer from Twilio was lost, and name it", async () => {
    await using twilio = await startTwilio();
    twilio.behave({ kind: "drop", accepts: true });
    const { app, delivery, find, report } = await sentThrough(twilio);
    await using _ = app;
    expect(delivery).toMatchObject({ status: "unknown", providerMessageId: null });
    expect((await report("sent")).status).toBe(204);
    expect(await find()).toMatchObject({ id: delivery.id, status: "sent" });
    expect((await report("delivered")).status).toBe(204);
    expect((await find()).status).toBe("delivered");
  });

  it("wait for the row of a message that Twilio has not answered for yet", async () => {
    await using twilio = await startTwilio();
    await using app = await startApp(settings(twilio.baseUrl));
    twilio.behave({ kind: "hang", accepts: true });
    const client = httpClient(app.url);
    const requested = client.post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
    await expect.poll(() => twilio.sent.length).toBe(1);
    const path = twilio.sent[0]?.callbackUrl?.slice(origin.length) ?? "";
    const fields = { MessageSid: `SM${"7".repeat(32)}`, MessageStatus: "delivered" };
    const reported = await client.send("POST", path, signed(path, fields));
    expect(reported.status).toBe(204);
    await requested;
    const found = await app.parts.deliveries.findDelivery("twilio", fields.MessageSid);
    expect(found?.status).toBe("delivered");
  });

  it("are believed with fields that come again, and behind a port of its own", async () => {
    await using twilio = await startTwilio();
    const { app, find, report } = await sentThrough(twilio, "https://sign-in.example:8443");
    await using _ = app;
    expect((await report("delivered", { Extra: ["b", "a", "b"], Empty: "" })).status).toBe(204);
    expect((await find()).status).toBe("delivered");
    expect((await report("sent", { MessageStatus: ["sent", "failed"] })).status).toBe(400);
  });

  it("are signed with their query: another message's id in it is a forgery", async () => {
    await using twilio = await startTwilio();
    const { app, client, find, path } = await sentThrough(twilio);
    await using _ = app;
    const { headers, body } = signed(path, { MessageSid: (await find()).providerMessageId ?? "" });
    for (const other of [
      path.split("?")[0] ?? "",
      `${path}0`,
      `${path}&delivery=x`,
      path.replace("?", "/?"),
    ]) {
      expect((await client.send("POST", other, { headers, body })).status).toBe(403);
    }
    expect((await find()).status).toBe("queued");
  });

  it("are refused when they are forged, unsigned, foreign, huge or no receipt, and change nothing", async () => {
    await using twilio = await startTwilio();
    const { app, client, find, report, path } = await sentThrough(twilio);
    await using _ = app;
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
    expect(refusals[4]?.body.message).toBe("The body is too large: 64 KiB at most.");
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

/** A message that went out through MSG91, and how to report of it. */
async function sentThroughMsg91(msg91: Awaited<ReturnType<typeof startMsg91>>) {
  const app = await startApp(settings("http://127.0.0.1:1", msg91.baseUrl));
  const client = httpClient(app.url);
  await client.post("/api/auth/otp/request", { phoneNumber: "+919876543210" });
  const { provider, providerMessageId } = await only(app);
  if (provider !== "msg91" || providerMessageId === null) throw new Error("it did not go through MSG91");
  const find = () => app.parts.deliveries.findDelivery("msg91", providerMessageId);
  const json = (body: unknown) => client.post(`/webhooks/sms/msg91/${secret}`, body);
  const form = (data: unknown, type = FORM) => {
    const body = new URLSearchParams({ data: JSON.stringify(data) }).toString();
    return client.send("POST", `/webhooks/sms/msg91/${secret}`, { headers: { "content-type": type }, body });
  };
  return { app, client, requestId: providerMessageId, find, json, form };
}

describe("MSG91's receipts", () => {
  it("come to an address with a secret in it, and to no other", async () => {
    await using msg91 = await startMsg91();
    const { app, client, requestId, find, json } = await sentThroughMsg91(msg91);
    await using _ = app;
    const receipt = { requestId, status: "1", desc: "DELIVERED" };
    for (const wrong of ["x".repeat(36), secret.slice(1), `${secret}x`, secret.toUpperCase(), "%00", ""]) {
      const answer = await client.post(`/webhooks/sms/msg91/${wrong}`, receipt);
      expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
    }
    expect((await find())?.status).toBe("queued");
    expect((await json(receipt)).status).toBe(204);
    expect((await find())?.status).toBe("delivered");
  });

  it.each([FORM, "Application/X-WWW-Form-Urlencoded; charset=UTF-8"])(
    "are taken as a form (v2), as %s, with what they cost",
    async (type) => {
      await using msg91 = await startMsg91();
      const { app, requestId, find, form } = await sentThroughMsg91(msg91);
      await using _ = app;
      const report = [{ status: "2", credit: "0.5", number: "919876543210" }];
      expect((await form([{ requestId, report }], type)).status).toBe(204);
      expect(await find()).toMatchObject({ status: "failed", errorCode: "2", price: "0.5 credit" });
    },
  );

  it("are taken as flat JSON (v3) and as the new webhook has it, forward only", async () => {
    await using msg91 = await startMsg91();
    const { app, requestId, find, json } = await sentThroughMsg91(msg91);
    await using _ = app;
    expect((await json({ requestId, status: "DELIVERED", telNum: "1", UUID: "a" })).status).toBe(204);
    expect((await json({ requestId, INMSID: "b", status: "2", desc: "FAILED" })).status).toBe(204);
    expect((await find())?.status).toBe("delivered");
  });

  it("are taken as events (v4) where they name the request, and refused where nothing names one of ours", async () => {
    await using msg91 = await startMsg91();
    const { app, requestId, find, json } = await sentThroughMsg91(msg91);
    await using _ = app;
    const event = { meta: {}, INMSID: "3462647a67", description: "DELIVERED", ts: 1_726_729_500 };
    const foreign = await json([{ event: "delivered", data: [event] }]);
    expect([foreign.status, foreign.body.code]).toEqual([404, "NOT_FOUND"]);
    expect((await find())?.status).toBe("queued");
    expect((await json([{ event: "delivered", data: [event, { ...event, requestId }] }])).status).toBe(204);
    expect((await find())?.status).toBe("delivered");
  });

  it("are refused when they are huge, of too many messages or no receipt, and change nothing", async () => {
    await using msg91 = await startMsg91();
    const { app, requestId, find, json, form } = await sentThroughMsg91(msg91);
    await using _ = app;
    const { moveDelivery } = app.parts.deliveries;
    let moves = 0;
    app.parts.deliveries.moveDelivery = (move) => {
      moves += 1;
      return moveDelivery(move);
    };
    const many = Array.from({ length: 200 }, (_, index) => ({
      requestId: `r${index}`,
      report: [{ status: 1 }],
    }));
    const refusals = [
      await form([{ requestId, report: [{ status: 1, failedReason: "x".repeat(70_000) }] }]),
      await form([{ requestId, report: [{ status: 1 }] }, ...many]),
      await json({ nothing: true }),
      await form("nothing"),
      await form([{ requestId, report: [{ status: 1 }] }], "text/plain"),
    ];
    expect(refusals.map(({ status, body }) => [status, body.message])).toEqual([
      [413, "The body is too large: 64 KiB at most."],
      [413, "Too many messages in one report: 200 at most."],
      [400, "The request is not understood."],
      [400, "The request is not understood."],
      [400, "The request is not understood."],
    ]);
    expect([moves, (await find())?.status]).toEqual([0, "queued"]);
  });

  it("take one write for a message, however often a body names it, and one at a time", async () => {
    await using msg91 = await startMsg91();
    const { app, requestId, find, form } = await sentThroughMsg91(msg91);
    await using _ = app;
    const { moveDelivery } = app.parts.deliveries;
    let [moves, running, most] = [0, 0, 0];
    app.parts.deliveries.moveDelivery = async (move) => {
      moves += 1;
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return moveDelivery(move);
    };
    const report = Array.from({ length: 1000 }, (_, index) => ({ status: index % 2 ? "1" : "2" }));
    expect((await form([{ requestId, report }])).status).toBe(204);
    expect([moves, most, (await find())?.status]).toEqual([1, 1, "delivered"]);
    const others = Array.from({ length: 99 }, (_, index) => ({
      requestId: `r${index}`,
      report: [{ status: 1 }],
    }));
    expect((await form([{ requestId, report }, ...others])).status).toBe(204);
    expect([moves, most]).toEqual([1 + 100 + 99 + 99, 1]);
  });
});

describe("a delivery that cannot be noted", () => {
  it("does not break the sign-in that it belongs to", async () => {
    await using twilio = await startTwilio();
    await using app = await startApp(settings(twilio.baseUrl));
    app.parts.deliveries.recordDelivery = () => Promise.reject(new Error("the disk is full"));
    const client = httpClient(app.url);
    const phoneNumber = "+14155550132";
    const { challengeId } = (await client.post("/api/auth/otp/request", { phoneNumber })).body;
    const otp = /#(\d{6})$/.exec(twilio.sent[0]?.text ?? "")?.[1] ?? "no code was sent";
    const { body } = await client.post("/api/auth/otp/verify", { phoneNumber, otp, challengeId });
    expect(body).toMatchObject({ success: true });
  });
});

it("deliveries that are being noted are waited for at the end", async () => {
  await using twilio = await startTwilio();
  const noted: string[] = [];
  {
    await using app = await startApp(settings(twilio.baseUrl));
    const { promise: mayEnd, resolve: letGo } = Promise.withResolvers<void>();
    app.parts.deliveries.recordDelivery = async ({ provider }) => {
      await mayEnd;
      noted.push(provider);
    };
    await httpClient(app.url).post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
    expect(noted).toEqual([]);
    setTimeout(letGo, 200);
  }
  expect(noted).toEqual(["twilio"]);
});
