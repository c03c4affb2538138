import { describe, expect, it } from "vitest";
import { readMsg91Answer } from "../src/msg91-answer.ts";

const id = "3763646c3058373530393AbF";
const another = "5762846b4f8d285d378b4567";
const answered = (status: number, body: unknown) => readMsg91Answer({ kind: "answer", status, body });
const accepted = { outcome: "accepted", providerMessageId: id };
const badAnswer = { outcome: "ambiguous", errorCode: "bad-answer" };

describe("MSG91's answer", () => {
  it("that never came says by how far the request got whether the message may be on its way", () => {
    expect(readMsg91Answer({ kind: "not-connected" })).toStrictEqual({
      outcome: "transient",
      errorCode: "not-connected",
    });
    expect(readMsg91Answer({ kind: "no-answer" })).toStrictEqual({
      outcome: "ambiguous",
      errorCode: "no-answer",
    });
  });

  it.each([200, 201, 299])("of %d that says success is a message taken", (status) => {
    expect(answered(status, { type: "success", message: id })).toStrictEqual(accepted);
    expect(answered(status, { msg_type: "success", msg: id })).toStrictEqual(accepted);
  });

  it.each([
    [199, "ambiguous"],
    [300, "ambiguous"],
    [400, "rejected"],
    [429, "transient"],
    [500, "ambiguous"],
  ])("of %d is %s, though it says success, and though it says nothing", (status, outcome) => {
    for (const body of [{ type: "success", message: id }, {}, undefined, null, "Sorry."]) {
      expect(answered(status, body)).toStrictEqual({ outcome, errorCode: `http-${status}` });
    }
  });

  it.each([undefined, null, "success", [], {}, { type: "Success" }, { type: 1 }, { message: id }])(
    "of 200 with %j may be to a message that was sent",
    (body) => {
      expect(answered(200, body)).toStrictEqual(badAnswer);
    },
  );

  it("goes by the first of two names", () => {
    expect(answered(200, { type: "success", msg_type: "error", msg: "202" })).toStrictEqual({
      outcome: "accepted",
    });
    expect(answered(200, { type: "error", msg_type: "success", message: "301", msg: "202" })).toStrictEqual({
      ...{ outcome: "transient", errorCode: "301" },
    });
  });
});

describe("a message that MSG91 has taken", () => {
  it.each([
    [{ request_id: id }, id],
    [{ request_id: id, message: another }, id],
    [{ request_id: "what", message: id }, id],
    [{ request_id: 1, message: id }, id],
    [{ request_id: "what", msg: id }, id],
    [{ message: "sent", msg: id }, undefined],
    [{ message: id, msg: another }, id],
    [{ message: 1, msg: id }, id],
  ])("is called as %j says: %s", (fields, providerMessageId) => {
    expect(answered(200, { type: "success", ...fields })).toStrictEqual({
      outcome: "accepted",
      ...(providerMessageId && { providerMessageId }),
    });
  });

  it.each([` ${id}`, `${id} `, id.slice(1), `${id}0`, `${id.slice(1)}g`, "", undefined])(
    "has no id in %j",
    (text) => {
      for (const fields of [{ message: text }, { request_id: text }]) {
        expect(answered(200, { type: "success", ...fields })).toStrictEqual({ outcome: "accepted" });
      }
    },
  );
});

describe("an error that MSG91 tells", () => {
  it("goes by its code, as a number or as text, or by its message", () => {
    const noCredit = { outcome: "transient", errorCode: "301" };
    expect(answered(200, { type: "error", code: "301", message: "202" })).toStrictEqual(noCredit);
    expect(answered(500, { type: "error", code: 301 })).toStrictEqual(noCredit);
    expect(answered(200, { type: "error", message: "301" })).toStrictEqual(noCredit);
    expect(answered(200, { msg_type: "error", msg: "301" })).toStrictEqual(noCredit);
    expect(answered(200, { type: "error", code: {}, message: "301" })).toStrictEqual(noCredit);
    expect(answered(200, { type: "error", code: "311" })).toStrictEqual({
      ...{ outcome: "ambiguous", onlyThisNumber: true, errorCode: "311" },
    });
  });

  it.each([
    [200, "rejected"],
    [401, "transient"],
    [500, "ambiguous"],
  ])("and nobody knows goes by its status %d: %s", (status, outcome) => {
    for (const fields of [{ message: "What?" }, { message: 1 }, {}, { code: null }]) {
      expect(answered(status, { type: "error", ...fields })).toStrictEqual({
        ...{ outcome, errorCode: `http-${status}` },
      });
    }
  });
});
