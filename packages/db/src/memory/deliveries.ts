import type { Delivery, DeliveryStore } from "@sixdigit/auth";
import { tallied } from "../tallied.ts";

const DELIVERIES_KEPT = 10_000;

/** The last 10,000 messages. */
/** `of`: the messages to a number, as they stand here. */
export type MemoryDeliveries = DeliveryStore & { of(phoneHash: string): Delivery[] };

export function memoryDeliveries(): MemoryDeliveries {
  const deliveries: Delivery[] = [];
  const find = (provider: string, providerMessageId: string) =>
    deliveries.find((each) => each.provider === provider && each.providerMessageId === providerMessageId);
  const findNameless = (provider: string, id: string | undefined) =>
    deliveries.find(
      (each) => each.id === id && each.provider === provider && each.providerMessageId === null,
    );

  return {
    of: (phoneHash) => deliveries.filter((each) => each.phoneHash === phoneHash),

    async recordDelivery(delivery) {
      deliveries.push({ ...delivery });
      if (deliveries.length > DELIVERIES_KEPT) deliveries.shift();
    },

    async moveDelivery({ provider, providerMessageId, deliveryId, from, to, errorCode, price, at }) {
      const found = find(provider, providerMessageId) ?? findNameless(provider, deliveryId);
      if (!found) return "unknown";
      found.providerMessageId = providerMessageId;
      if (!from.includes(found.status)) return "kept";
      Object.assign(found, { status: to, errorCode, updatedAt: at }, price !== undefined && { price });
      return "moved";
    },

    async findDelivery(provider, providerMessageId) {
      const found = find(provider, providerMessageId);
      return found ? { ...found } : null;
    },

    async tallyDeliveries(since) {
      const recent = deliveries.filter(({ createdAt }) => createdAt >= since);
      const groups = Map.groupBy(
        recent,
        ({ country, provider, status }) => `${country} ${provider} ${status}`,
      );
      return tallied(
        [...groups.values()].flatMap((group) =>
          group.slice(0, 1).map((first) => ({ ...first, count: numbersIn(group) })),
        ),
      );
    },
  };
}

function numbersIn(deliveries: readonly Delivery[]): number {
  return new Set(deliveries.map(({ phoneHash }) => phoneHash)).size;
}
