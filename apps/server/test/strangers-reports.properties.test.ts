import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MSG91_SECRET, ORIGIN, receivingReports, TWILIO_TOKEN } from "./fuzz/settings.ts";
import { signedByTwilio } from "./support/signed-by-twilio.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";
import { answersTo, headerValue, near, statusesOf } from "./support/strangers.ts";

const SID = `SM${"5".repeat(32)}`;

let receiving: RunningApp;
beforeAll(async () => {
  receiving = await startApp(receivingReports);
  // The looks for a message that is not there take a second; here it is the reading that counts.
  receiving.parts.deliveries.moveDelivery = async () => "kept";
});
afterAll(() => receiving[Symbol.asyncDispose]());

describe("whatever strangers report, it is refused or taken:", { timeout: 120_000 }, () => {
  it("as a report of MSG91, by who knows its address", async () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }));
    const status = fc.oneof(text, fc.integer(), fc.constantFrom("1", "2", "9", "DELIVRD"));
    const shaped = fc.record(
      { requestId: fc.oneof(text, fc.uuid()), status, credit: fc.anything() },
      { requiredKeys: ["requestId"] },
    );
    const events = fc.array(fc.record({ event: status, data: fc.array(shaped) }));
    const body = fc.oneof(
      text,
      fc.oneof(fc.anything(), shaped, events).map((value) => JSON.stringify(value) ?? ""),
      near(JSON.stringify({ requestId: "r1", status: "1", credit: 1 })),
    );
    const path = `/webhooks/sms/msg91/${MSG91_SECRET}`;
    const answers = await answersTo(receiving, body, (given) => ({
      path,
      headers: { "content-type": "application/json" },
      body: given,
    }));
    expect(statusesOf(answers)).toEqual(expect.arrayContaining([204, 400]));
  });

  it("as a report of Twilio, signed and not", async () => {
    const path = "/webhooks/sms/twilio";
    const usual = { MessageSid: SID, MessageStatus: "delivered" };
    const name = fc.constantFrom(
      "MessageSid",
      "SmsSid",
      "MessageStatus",
      "SmsStatus",
      "ErrorCode",
      "Price",
      "x",
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      near(SID),
      fc.constantFrom("30003", "sent"),
    );
    const field = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }));
    const signature = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, headerValue);
    const answers = await answersTo(receiving, fc.tuple(name, field, signature), ([changed, value, junk]) => {
      const fields = { ...usual, [changed]: value };
      const { headers, body } = signedByTwilio({ origin: ORIGIN, path, fields, token: TWILIO_TOKEN });
      return { path, body, headers: junk === null ? headers : { ...headers, "x-twilio-signature": junk } };
    });
    expect(statusesOf(answers)).toEqual([204, 400, 403]);
  });
});
