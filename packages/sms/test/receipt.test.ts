import { expect, it } from "vitest";
import { furthestOfEach, type Receipt } from "../src/index.ts";

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
