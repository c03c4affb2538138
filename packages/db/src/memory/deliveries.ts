import type { Delivery, DeliveryStore } from "@sixdigit/auth";
import { tallied } from "../tallied.ts";

const DELIVERIES_KEPT = 10_000;

/** The last 10,000 messages. */
export function memoryDeliveries(): DeliveryStore {
  const deliveries: Delivery[] = [];
  const find = (provider: string, providerMessageId: string) =>
    deliveries.find((each) => each.provider === provider && each.providerMessageId === providerMessageId);

  return {
    async recordDelivery(delivery) {
      deliveries.push({ ...delivery });
      if (deliveries.length > DELIVERIES_KEPT) deliveries.shift();
    },

    async moveDelivery({ provider, providerMessageId, from, to, errorCode, at }) {
      const found = find(provider, providerMessageId);
      if (!found) return "unknown";
      if (!from.includes(found.status)) return "kept";
      Object.assign(found, { status: to, errorCode, updatedAt: at });
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
        [...groups.values()].flatMap(([first, ...others]) =>
          first ? { ...first, count: 1 + others.length } : [],
        ),
      );
    },
  };
}
