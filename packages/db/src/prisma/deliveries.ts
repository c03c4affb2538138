import type { DeliveryStore } from "@sixdigit/auth";
import { tallied } from "../tallied.ts";
import type { PrismaClient } from "./client.ts";
import { isText, toDelivery } from "./rows.ts";

export function prismaDeliveries(prisma: PrismaClient): DeliveryStore {
  return {
    async recordDelivery(delivery) {
      await prisma.smsDelivery.create({ data: delivery, select: { id: true } });
    },

    // One conditional UPDATE: of two receipts at once neither undoes what the other has done.
    async moveDelivery({ provider, providerMessageId, from, to, errorCode, at }) {
      if (!isText(providerMessageId)) return "unknown";
      const where = { provider, providerMessageId };
      const { count } = await prisma.smsDelivery.updateMany({
        where: { ...where, status: { in: [...from] } },
        data: { status: to, errorCode, updatedAt: at },
      });
      if (count > 0) return "moved";
      return (await prisma.smsDelivery.count({ where })) > 0 ? "kept" : "unknown";
    },

    async findDelivery(provider, providerMessageId) {
      if (!isText(providerMessageId)) return null;
      const found = await prisma.smsDelivery.findFirst({ where: { provider, providerMessageId } });
      return found && toDelivery(found);
    },

    async tallyDeliveries(since) {
      const groups = await prisma.smsDelivery.groupBy({
        by: ["country", "provider", "status"],
        where: { createdAt: { gte: since } },
        _count: true,
      });
      return tallied(
        groups.map(({ country, provider, status, _count }) => ({ country, provider, status, count: _count })),
      );
    },
  };
}
