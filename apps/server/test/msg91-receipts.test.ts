import { startMsg91 } from "@sixdigit/sms/fakes/msg91";
import { describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { FORM } from "./support/signed-by-twilio.ts";
import { startApp } from "./support/start-app.ts";
import { onlyDelivery, throughBoth, WEBHOOK_SECRET } from "./support/through-both.ts";

/** A message that went out through MSG91, and how to report of it. */
async function sentThroughMsg91(msg91: Awaited<ReturnType<typeof startMsg91>>) {
  const app = await startApp(throughBoth({ msg91: msg91.baseUrl }));
  const client = httpClient(app.url);
  await client.post("/api/auth/otp/request", { phoneNumber: "+919876543210" });
  const { provider, providerMessageId } = await onlyDelivery(app);
  if (provider !== "msg91" || providerMessageId === null) throw new Error("it did not go through MSG91");
  const find = () => app.parts.deliveries.findDelivery("msg91", providerMessageId);
  const json = (body: unknown) => client.post(`/webhooks/sms/msg91/${WEBHOOK_SECRET}`, body);
  const form = (data: unknown, type = FORM) => {
    const body = new URLSearchParams({ data: JSON.stringify(data) }).toString();
    return client.send("POST", `/webhooks/sms/msg91/${WEBHOOK_SECRET}`, {
      headers: { "content-type": type },
      body,
    });
  };
  return { app, client, requestId: providerMessageId, find, json, form };
}

describe("MSG91's receipts", () => {
  it("come to an address with a secret in it, and to no other", async () => {
    await using msg91 = await startMsg91();
    const { app, client, requestId, find, json } = await sentThroughMsg91(msg91);
    await using _ = app;
    const receipt = { requestId, status: "1", desc: "DELIVERED" };
    for (const wrong of [
      "x".repeat(36),
      WEBHOOK_SECRET.slice(1),
      `${WEBHOOK_SECRET}x`,
      WEBHOOK_SECRET.toUpperCase(),
      "%00",
      "",
    ]) {
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
