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
    expect(readMsg91Receipt([{ event, data: [{ requestId }] }])).toEqual([
      { ...read, providerMessageId: requestId },
    ]);
  });

  it("is read from the template of the new webhook", () => {
    expect(readMsg91Receipt(newest)).toEqual([delivered]);
  });

  it.each([
    ["0.25", "0.25 credit"],
    [2, "2 credit"],
    ["123456.123456", "123456.123456 credit"],
    ["1234567", undefined],
    ["1.1234567", undefined],
    ["1.", undefined],
    ["x1", undefined],
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
    [" pending ", "queued"],
    ["queued", "queued"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["failed", "failed"],
    ["ndnc", "failed"],
    ["blocked", "failed"],
    ["77", "unknown"],
    ["__proto__", "unknown"],
  ])("with status %j says %s", (status, expected) => {
    const [read] = readMsg91Receipt({ ...v3, status });
    expect([read?.status, read !== undefined && "errorCode" in read]).toEqual([
      expected,
      expected === "failed",
    ]);
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
    ["an event of a message without an id", [{ event: "delivered", data: [{}] }]],
    ["an id with something in front", { ...v3, requestId: `;${requestId}` }],
    ["an id that is too long", { ...v3, requestId: "a".repeat(65) }],
    ["a status that is too long", { ...v3, status: "1".repeat(65) }],
    ["no requests", v2([])],
    ["no events", []],
    ["more events than any webhook sends", Array.from({ length: 1001 }, () => v4[0])],
    ["more reports than any webhook sends", v2([{ requestId, report: Array(1001).fill(report) }])],
    ["more messages than any webhook sends", [{ event: "sent", data: Array(1001).fill({ requestId }) }]],
  ])("is none with %s", (_, body) => {
    expect(() => readMsg91Receipt(body)).toThrow(ReceiptError);
  });

  it("says what is wrong with it", () => {
    expect(() => readMsg91Receipt({})).toThrow("it has none of the documented shapes");
    expect(() => readMsg91Receipt({ data: "[{" })).toThrow("its field data is not JSON");
  });

  it("may tell of a thousand requests, reports, events and messages", () => {
    const thousand = <T>(item: T): T[] => Array(1000).fill(item);
    expect(readMsg91Receipt(v2(thousand({ requestId, report: [report] })))).toHaveLength(1000);
    expect(readMsg91Receipt(v2([{ requestId, report: thousand(report) }]))).toHaveLength(1000);
    expect(readMsg91Receipt(thousand({ event: "sent", data: [{ requestId }] }))).toHaveLength(1000);
    expect(readMsg91Receipt([{ event: "sent", data: thousand({ requestId }) }])).toHaveLength(1000);
  });
});
