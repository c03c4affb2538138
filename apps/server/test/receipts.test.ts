import { startTwilio, TWILIO_ACCOUNT, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { type Fields, FORM, signedByTwilio } from "./support/signed-by-twilio.ts";
import { startApp } from "./support/start-app.ts";
import { ORIGIN, onlyDelivery, throughBoth } from "./support/through-both.ts";

const signed = (path: string, fields: Fields, token = TWILIO_TOKEN, from = ORIGIN) =>
  signedByTwilio({ origin: from, path, fields, token });

/** A message that went out through Twilio, and how its delivery stands. */
async function sentThrough(twilio: Awaited<ReturnType<typeof startTwilio>>, publicOrigin = ORIGIN) {
  const app = await startApp({ ...throughBoth({ twilio: twilio.baseUrl }), PUBLIC_ORIGIN: publicOrigin });
  const client = httpClient(app.url);
  await client.post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
  const delivery = await onlyDelivery(app);
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

describe("Twilio's receipts", () => {
  it("move a delivery forward, in any order and however often, with whatever fields are added", async () => {
    await using twilio = await startTwilio();
    const { app, delivery, find, report } = await sentThrough(twilio);
    await using _ = app;
    expect(twilio.sent[0]?.callbackUrl).toBe(`${ORIGIN}/webhooks/sms/twilio?delivery=${delivery.id}`);
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
    await using app = await startApp(throughBoth({ twilio: twilio.baseUrl }));
    twilio.behave({ kind: "hang", accepts: true });
    const client = httpClient(app.url);
    const requested = client.post("/api/auth/otp/request", { phoneNumber: "+14155550132" });
    await expect.poll(() => twilio.sent.length).toBe(1);
    const path = twilio.sent[0]?.callbackUrl?.slice(ORIGIN.length) ?? "";
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

describe("a delivery that cannot be noted", () => {
  it("does not break the sign-in that it belongs to", async () => {
    await using twilio = await startTwilio();
    await using app = await startApp(throughBoth({ twilio: twilio.baseUrl }));
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
    await using app = await startApp(throughBoth({ twilio: twilio.baseUrl }));
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
