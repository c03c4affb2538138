import { describe, expect, it } from "vitest";
import { readTwilioAnswer } from "../src/twilio-answer.ts";

const sid = `SM${"aA0".repeat(10)}bB`;
const answered = (status: number, body: unknown) => readTwilioAnswer({ kind: "answer", status, body });
const created = (fields: object) => answered(201, { sid, status: "queued", ...fields });
const accepted = { outcome: "accepted", providerMessageId: sid };
const badAnswer = { outcome: "ambiguous", errorCode: "bad-answer" };

describe("Twilio's answer", () => {
  it("that never came says by how far the request got whether the message may be on its way", () => {
    expect(readTwilioAnswer({ kind: "not-connected" })).toStrictEqual({
      outcome: "transient",
      errorCode: "not-connected",
    });
    expect(readTwilioAnswer({ kind: "no-answer" })).toStrictEqual({
      outcome: "ambiguous",
      errorCode: "no-answer",
    });
  });

  it.each([200, 201, 299])("of %d is read as a message that was created", (status) => {
    expect(answered(status, { sid, status: "queued" })).toStrictEqual(accepted);
  });

  it.each([199, 300, 302, 500])("of %d is no message that was created, whatever is in it", (status) => {
    expect(answered(status, { sid, status: "queued" })).toStrictEqual({
      outcome: "ambiguous",
      errorCode: `http-${status}`,
    });
  });

  it.each([undefined, null, "Sorry.", {}, { code: "what" }, { code: 14_155_550_132 }])(
    "that refuses with %j goes by its status",
    (body) => {
      expect(answered(400, body)).toStrictEqual({ outcome: "rejected", errorCode: "http-400" });
      expect(answered(429, body)).toStrictEqual({ outcome: "transient", errorCode: "http-429" });
      expect(answered(199, body)).toStrictEqual({ outcome: "ambiguous", errorCode: "http-199" });
    },
  );

  it("that refuses with a code goes by the code", () => {
    expect(answered(400, { code: 20_003 })).toStrictEqual({ outcome: "transient", errorCode: "20003" });
    expect(answered(500, { code: "21610" })).toStrictEqual({ outcome: "rejected", errorCode: "21610" });
    expect(answered(400, { code: 21_612 })).toStrictEqual({
      ...{ outcome: "transient", onlyThisNumber: true },
      errorCode: "21612",
    });
  });

  it.each([
    undefined,
    null,
    [],
    {},
    { sid },
    { status: "queued" },
    { sid, status: 1 },
    { sid: ` ${sid}`, status: "queued" },
    { sid: `${sid} `, status: "queued" },
    { sid: sid.slice(0, -1), status: "queued" },
    { sid: `${sid}0`, status: "queued" },
    { sid: sid.replace("S", "X"), status: "queued" },
    { sid: `${sid.slice(0, -1)}g`, status: "queued" },
  ])("of 201 with %j may be to a message that was sent", (body) => {
    expect(answered(201, body)).toStrictEqual(badAnswer);
  });
});

describe("a message that Twilio has created", () => {
  it("may be called MM", () => {
    const other = `M${sid.slice(1)}`;
    expect(created({ sid: other })).toStrictEqual({ ...accepted, providerMessageId: other });
  });

  it.each(["accepted", "scheduled", "queued", "sending", "sent", "delivered", "a-new-one", ""])(
    "with the status %j is accepted, whatever code it has",
    (status) => {
      expect(created({ status, error_code: null })).toStrictEqual(accepted);
      expect(created({ status, error_code: 30_001 })).toStrictEqual(accepted);
    },
  );

  it.each(["failed", "undelivered", "canceled"])("with the status %s is refused by its code", (status) => {
    const refused = (fields: object, verdict: object) =>
      expect(created({ status, ...fields })).toStrictEqual({ ...verdict, providerMessageId: sid });
    refused({ error_code: 30_001 }, { outcome: "transient", errorCode: "30001" });
    refused({ error_code: "30001" }, { outcome: "transient", errorCode: "30001" });
    refused({ error_code: 21_612 }, { outcome: "transient", onlyThisNumber: true, errorCode: "21612" });
    refused({ error_code: 30_008 }, { outcome: "ambiguous", onlyThisNumber: true, errorCode: "30008" });
    refused({ error_code: 99_999 }, { outcome: "rejected", errorCode: "99999" });
    for (const none of [{}, { error_code: null }, { error_code: "what" }, { error_code: 0 }]) {
      refused(none, { outcome: "rejected", errorCode: status });
    }
  });

  it.each([
    [1, 1],
    ["2", 2],
    [100, 100],
    ["100", 100],
    [0, undefined],
    ["0", undefined],
    [-1, undefined],
    [1.5, undefined],
    [101, undefined],
    ["many", undefined],
    [null, undefined],
    [{}, undefined],
  ])("in %j segments is noted with %j", (written, segments) => {
    expect(created({ num_segments: written })).toStrictEqual({
      ...accepted,
      ...(segments !== undefined && { segments }),
    });
  });

  it("is noted with its price when it has one", () => {
    const price = { amount: "0.00750", currency: "USD" };
    expect(created({ price: "-0.00750", price_unit: "usd" })).toStrictEqual({ ...accepted, price });
    for (const none of [{ price: null, price_unit: "USD" }, { price: "1" }, { price: {}, price_unit: [] }]) {
      expect(created(none)).toStrictEqual(accepted);
    }
    expect(created({ status: "failed", price: "0.00750", price_unit: "USD" })).toStrictEqual({
      ...{ outcome: "rejected", errorCode: "failed", providerMessageId: sid, price },
    });
  });
});
