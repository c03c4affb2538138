import { describe, expect, it } from "vitest";
import { ReceiptError, readMsg91Receipt } from "../src/index.ts";

const requestId = "5762846b4f8d285d378b4567";
const report = {
  date: "2024-05-22 10:06:20",
  amount: "0.2",
  clientid: "",
  INMSID: "3462647a67",
  CRQID: "",
  ctCode: "91",
  number: "919876543210",
  credit: "1",
  status: "1",
  desc: "DELIVERED",
  failedReason: "",
};
const request = { senderId: "SIXDGT", requestId, report: [report], userId: "1", campaignName: "codes" };
const v2 = (list: unknown) => ({ data: JSON.stringify(list) });
const v3 = { ...report, requestId, senderId: "SIXDGT", userId: "1", campaignName: "codes" };
const v4 = [
  {
    data: [{ meta: {}, INMSID: "3462647a67", description: "DELIVERED", ts: 1_726_729_500 }],
    event: "delivered",
  },
];
const newest = {
  requestId,
  requestedAt: "2024-05-22 10:06:15",
  status: "DELIVERED",
  deliveryTime: "2024-05-22T10:06:20+05:30",
  telNum: "919876543210",
  credit: "1",
  failureReason: "",
  UUID: "a",
  smsLength: "1",
};
const delivered = { providerMessageId: requestId, status: "delivered", price: "1 credit" };

describe("MSG91's receipt", () => {
  it("is read from a form field (v2), with one for each number of each request", () => {
    expect(readMsg91Receipt(v2([request]))).toEqual([delivered]);
    const failed = { ...report, status: "2", desc: "FAILED" };
    const another = { ...request, requestId: "aaaaaaaaaaaaaaaaaaaaaaaa", report: [failed] };
    expect(readMsg91Receipt(v2([{ ...request, report: [report, failed] }, another]))).toEqual([
      delivered,
      { providerMessageId: requestId, status: "failed", errorCode: "2", price: "1 credit" },
      { providerMessageId: "aaaaaaaaaaaaaaaaaaaaaaaa", status: "failed", errorCode: "2", price: "1 credit" },
    ]);
  });

  it("is read from flat JSON (v3)", () => {
    expect(readMsg91Receipt(v3)).toEqual([delivered]);
  });

  it("is read from a list of events (v4), under the message's id, or the request's if that is there", () => {
    const read = { providerMessageId: "3462647a67", status: "delivered" };
    expect(readMsg91Receipt(v4)).toEqual([read]);
    const [{ data, event }] = v4 as [(typeof v4)[0]];
    const named = [{ event, data: data.map((each) => ({ ...each, requestId })) }];
    expect(readMsg91Receipt(named)).toEqual([{ ...read, providerMessageId: requestId }]);
  });

  it("is read from the template of the new webhook", () => {
    expect(readMsg91Receipt(newest)).toEqual([delivered]);
  });

  it.each([
    ["0.25", "0.25 credit"],
    [2, "2 credit"],
    ["-1", undefined],
    ["much", undefined],
    ["1e9", undefined],
    [{}, undefined],
    [undefined, undefined],
  ])("with a credit of %j costs %j", (credit, price) => {
    expect(readMsg91Receipt({ ...v3, credit })[0]?.price).toBe(price);
  });

  it.each([
    ["1", "delivered"],
    ["2", "failed"],
    ["9", "failed"],
    ["16", "failed"],
    ["17", "failed"],
    ["25", "failed"],
    [25, "failed"],
    ["Rejected", "failed"],
    ["SUBMITTED", "sent"],
    ["pending", "queued"],
    ["77", "unknown"],
    ["__proto__", "unknown"],
  ])("with status %j says %s", (status, expected) => {
    expect(readMsg91Receipt({ ...v3, status })[0]?.status).toBe(expected);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["an empty object", {}],
    ["an empty list", []],
    ["a text", "delivered"],
    ["no request id", { ...v3, requestId: undefined }],
    ["an id that is none", { ...v3, requestId: "1'; DROP TABLE" }],
    ["a status that is an object", { ...v3, status: {} }],
    ["a form field that is not JSON", { data: "[{" }],
    ["a form field of another shape", { data: '{"requestId":"a"}' }],
    ["more requests than any webhook sends", v2(Array.from({ length: 1001 }, () => request))],
    ["JSON deeper than any of its shapes", { data: "[".repeat(50_000) + "]".repeat(50_000) }],
    ["an event without a message", [{ event: "delivered" }]],
  ])("is none with %s", (_, body) => {
    expect(() => readMsg91Receipt(body)).toThrow(ReceiptError);
  });
});
