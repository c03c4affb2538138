import type { Delivery, DeliveryStatus } from "@sixdigit/auth";
import { describe, expect, it } from "vitest";
import type { Use } from "../conformance.ts";
import { anId, at } from "../support/rows.ts";

let messages = 0;

function deliveryOf(changes: Partial<Delivery> = {}): Delivery {
  messages += 1;
  return {
    id: anId(),
    challengeId: "challenge".padEnd(22, "x"),
    phoneHash: `hash ${messages}`,
    country: "US",
    provider: "twilio",
    providerMessageId: `SM${messages}`,
    status: "queued",
    errorCode: null,
    segments: 1,
    price: "0.0075 USD",
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}

export function deliveryCases(use: Use): void {
  const deliveries = () => use().store.deliveries;
  const move = (providerMessageId: string | null, to: DeliveryStatus, from: DeliveryStatus[]) => ({
    provider: "twilio",
    providerMessageId: providerMessageId ?? "",
    from,
    to,
    errorCode: to === "failed" ? "30003" : null,
    at: at(5),
  });

  describe("deliveries", () => {
    it("are found by the provider's name for them, field by field", async () => {
      const delivery = deliveryOf({ country: null, segments: null, price: null });
      await deliveries().recordDelivery(delivery);
      expect(await deliveries().findDelivery("twilio", delivery.providerMessageId ?? "")).toEqual(delivery);
      expect(await deliveries().findDelivery("msg91", delivery.providerMessageId ?? "")).toBeNull();
    });

    it("are kept without a name, as many as there are", async () => {
      for (let count = 0; count < 3; count++) {
        await deliveries().recordDelivery(deliveryOf({ providerMessageId: null, status: "failed" }));
      }
      expect(await deliveries().tallyDeliveries(at(0))).toEqual([
        {
          country: "US",
          provider: "twilio",
          unknown: 0,
          refused: 0,
          queued: 0,
          sent: 0,
          delivered: 0,
          failed: 3,
        },
      ]);
    });

    it("move from the statuses that are named, and from no other", async () => {
      const delivery = deliveryOf();
      const { providerMessageId } = delivery;
      await deliveries().recordDelivery(delivery);
      expect(await deliveries().moveDelivery(move(providerMessageId, "delivered", ["queued", "sent"]))).toBe(
        "moved",
      );
      expect(await deliveries().moveDelivery(move(providerMessageId, "sent", ["queued"]))).toBe("kept");
      expect(await deliveries().moveDelivery(move("SM-nobody", "sent", ["queued"]))).toBe("unknown");
      expect(await deliveries().moveDelivery(move("SM\0", "sent", ["queued"]))).toBe("unknown");
      const found = await deliveries().findDelivery("twilio", providerMessageId ?? "");
      expect(found).toEqual({ ...delivery, status: "delivered", updatedAt: at(5) });
    });

    it("are found by their own id where the provider's name never came, and take that name then", async () => {
      const [lost, other] = [deliveryOf({ providerMessageId: null, status: "unknown" }), deliveryOf()];
      for (const each of [lost, other]) await deliveries().recordDelivery(each);
      const receipt = move("SM-late", "sent", ["unknown", "queued"]);
      const foreign = { ...receipt, provider: "msg91", deliveryId: lost.id };
      expect(await deliveries().moveDelivery(foreign)).toBe("unknown");
      expect(await deliveries().moveDelivery({ ...receipt, deliveryId: other.id })).toBe("unknown");
      for (const nobodys of [anId(), "not an id", "\0"]) {
        expect(await deliveries().moveDelivery({ ...receipt, deliveryId: nobodys })).toBe("unknown");
      }
      expect(await deliveries().moveDelivery({ ...receipt, deliveryId: lost.id })).toBe("moved");
      expect(await deliveries().moveDelivery({ ...receipt, deliveryId: lost.id })).toBe("kept");
      expect(await deliveries().moveDelivery(move("SM-late", "delivered", ["sent"]))).toBe("moved");
      const stolen = { ...move("SM-another", "failed", ["delivered"]), deliveryId: lost.id };
      expect(await deliveries().moveDelivery(stolen)).toBe("unknown");
      const found = await deliveries().findDelivery("twilio", "SM-late");
      expect(found).toEqual({
        ...lost,
        providerMessageId: "SM-late",
        status: "delivered",
        updatedAt: at(5),
      });
    });

    it("take a price that comes with a receipt, and keep the one they have otherwise", async () => {
      const delivery = deliveryOf({ price: null });
      const name = delivery.providerMessageId;
      await deliveries().recordDelivery(delivery);
      await deliveries().moveDelivery({ ...move(name, "sent", ["queued"]), price: "1 credit" });
      await deliveries().moveDelivery(move(name, "delivered", ["sent"]));
      expect(await deliveries().findDelivery("twilio", name ?? "")).toMatchObject({ price: "1 credit" });
    });

    it("move once, however often a receipt comes at once", async () => {
      const delivery = deliveryOf();
      await deliveries().recordDelivery(delivery);
      const receipt = move(delivery.providerMessageId, "failed", ["queued", "sent"]);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => deliveries().moveDelivery(receipt)),
      );
      expect(outcomes.filter((each) => each === "moved")).toHaveLength(1);
      expect(outcomes.filter((each) => each === "kept")).toHaveLength(19);
    });

    it("count a number once in each status, however many messages it got", async () => {
      for (const status of ["failed", "failed", "failed", "delivered"] as const) {
        await deliveries().recordDelivery(deliveryOf({ phoneHash: "one", status }));
      }
      await deliveries().recordDelivery(deliveryOf({ phoneHash: "another", status: "failed" }));
      await deliveries().recordDelivery(deliveryOf({ phoneHash: "one", country: "IN", status: "failed" }));
      expect(await deliveries().tallyDeliveries(at(0))).toMatchObject([
        { country: "IN", delivered: 0, failed: 1 },
        { country: "US", delivered: 1, failed: 2 },
      ]);
    });

    it("are counted by country, provider and status since a moment", async () => {
      const all: Partial<Delivery>[] = [
        { status: "delivered" },
        { status: "delivered" },
        { status: "failed" },
        { status: "refused" },
        { provider: "msg91", country: "IN", status: "sent" },
        { country: null },
        { createdAt: at(-1), status: "failed" },
      ];
      for (const each of all) await deliveries().recordDelivery(deliveryOf(each));
      expect(await deliveries().tallyDeliveries(at(0))).toEqual([
        {
          country: "IN",
          provider: "msg91",
          unknown: 0,
          refused: 0,
          queued: 0,
          sent: 1,
          delivered: 0,
          failed: 0,
        },
        {
          country: "US",
          provider: "twilio",
          unknown: 0,
          refused: 1,
          queued: 0,
          sent: 0,
          delivered: 2,
          failed: 1,
        },
        {
          country: null,
          provider: "twilio",
          unknown: 0,
          refused: 0,
          queued: 1,
          sent: 0,
          delivered: 0,
          failed: 0,
        },
      ]);
    });
  });
}
