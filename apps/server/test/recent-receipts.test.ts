import type { DeliveryStatus } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { orderByDelivery } from "@sixdigit/sms";
import { describe, expect, it } from "vitest";
import { recentReceipts } from "../src/recent-receipts.ts";

const now = new Date("2026-06-01T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

type Message = { status: DeliveryStatus; country?: string | null; minutes?: number; phone?: string };

async function statsOf(list: Message[]) {
  const { deliveries } = createMemoryStore();
  for (const [index, { status, country = "US", minutes = 1, phone = `${index}` }] of list.entries()) {
    await deliveries.recordDelivery({
      ...{ id: `${index}`, challengeId: "a", phoneHash: phone, country, provider: "twilio", status },
      ...{ providerMessageId: null, errorCode: null, segments: 1, price: null },
      ...{ createdAt: minutesAgo(minutes), updatedAt: now },
    });
  }
  let counted = 0;
  const tallyDeliveries = async (since: Date) => {
    const tallies = await deliveries.tallyDeliveries(since);
    counted += 1;
    return tallies;
  };
  const log = { warn: () => expect.unreachable() };
  const { stats, stop } = recentReceipts({
    ...{ deliveries: { tallyDeliveries }, clock: () => now, log, refreshMs: 5 },
  });
  await expect.poll(() => counted).toBeGreaterThan(1);
  stop();
  return stats;
}

describe("what decides the order of providers", () => {
  it("is what receipts said in the last hour, by country and provider", async () => {
    const stats = await statsOf([
      ...[{ status: "delivered" }, { status: "failed" }, { status: "failed", minutes: 61 }],
      ...[{ status: "sent" }, { status: "queued" }, { status: "unknown" }],
      ...[{ status: "delivered", country: null }],
    ] as Message[]);
    expect(stats("US", "twilio")).toEqual({ delivered: 1, failed: 1, pending: 3 });
    expect(stats("*", "twilio")).toEqual({ delivered: 1, failed: 0, pending: 0 });
    expect(stats("US", "msg91")).toEqual({ delivered: 0, failed: 0, pending: 0 });
  });

  it("is not what a provider refused at once: no receipt comes for that", async () => {
    const stats = await statsOf(Array.from({ length: 50 }, () => ({ status: "refused" })));
    expect(stats("US", "twilio")).toEqual({ delivered: 0, failed: 0, pending: 0 });
  });

  it("is not turned by one number that cannot be reached, however often it asks", async () => {
    const list = Array.from({ length: 12 }, (): Message => ({ status: "failed", phone: "dead" }));
    const counts = (await statsOf(list))("US", "twilio");
    expect(counts).toEqual({ delivered: 0, failed: 1, pending: 0 });
    const another = { name: "another", counts: { delivered: 0, failed: 0, pending: 0 } };
    expect(orderByDelivery([{ name: "twilio", counts }, another], 0.5)).toEqual(["twilio", "another"]);
  });
});
