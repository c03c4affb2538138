import { expect, it } from "vitest";
import { furthestOfEach, type Receipt, ReceiptError } from "../src/index.ts";
import { plainCode } from "../src/receipt.ts";

const receipt = (providerMessageId: string, status: Receipt["status"]): Receipt => ({
  providerMessageId,
  status,
});

it("of many receipts for a message keeps the one that says the most, whatever their order", () => {
  const [sent, delivered, failed] = (["sent", "delivered", "failed"] as const).map((each) =>
    receipt("a", each),
  ) as [Receipt, Receipt, Receipt];
  const other = receipt("b", "queued");
  expect(furthestOfEach([sent, delivered, other, failed, sent])).toEqual([delivered, other]);
  expect(furthestOfEach([failed, other, sent])).toEqual([failed, other]);
  expect(furthestOfEach(Array.from({ length: 10_000 }, () => other))).toEqual([other]);
  expect(furthestOfEach([])).toEqual([]);
});

it.each([
  ["30003", "30003"],
  ["Invalid number: +919876543210!", "Invalid_number_919876543210_"],
  ['a\n"b', "a_b"],
  ["x".repeat(33), "x".repeat(32)],
])("the code %j is kept as %s: short and plain", (text, code) => {
  expect(plainCode(text)).toBe(code);
});

it("what is no receipt is told from a defect by its name, in logs too", () => {
  expect(String(new ReceiptError("it has no status"))).toBe("ReceiptError: it has no status");
});
