import type { DeliveryStore } from "@sixdigit/auth";
import { type Counted, tallied } from "../tallied.ts";
import type { PrismaClient } from "./client.ts";
import { isText, isUuid, toDelivery } from "./rows.ts";
import type { Statements } from "./statements.ts";

type Receipt = Omit<Parameters<DeliveryStore["moveDelivery"]>[0], "deliveryId">;

export function prismaDeliveries(prisma: PrismaClient, statements: Statements): DeliveryStore {
  // One conditional UPDATE: of two receipts at once neither undoes what the other has done.
  async function move(
    where: { provider: string; providerMessageId: string },
    { from, to, errorCode, price, at }: Receipt,
  ): Promise<"moved" | "kept" | "unknown"> {
    const { count } = await prisma.smsDelivery.updateMany({
      where: { ...where, status: { in: [...from] } },
      data: { status: to, errorCode, updatedAt: at, ...(price !== undefined && { price }) },
    });
    if (count > 0) return "moved";
    return (await prisma.smsDelivery.count({ where })) > 0 ? "kept" : "unknown";
  }

  return {
    // By hand, as the event in `audit.ts`: every sign-in writes one of each.
    async recordDelivery(delivery) {
      const { id, challengeId, phoneHash, country, provider, providerMessageId, ...rest } = delivery;
      await statements.count`
        INSERT INTO sms_deliveries (id, challenge_id, phone_hash, country, provider, provider_message_id, status,
          error_code, segments, price, created_at, updated_at)
        VALUES (${id}, ${challengeId}, ${phoneHash}, ${country}, ${provider}, ${providerMessageId}, ${rest.status},
          ${rest.errorCode}, ${rest.segments}, ${rest.price}, ${rest.createdAt}, ${rest.updatedAt})`;
    },

    async moveDelivery({ deliveryId, ...receipt }) {
      const { provider, providerMessageId } = receipt;
      if (!isText(providerMessageId)) return "unknown";
      const named = { provider, providerMessageId };
      const found = await move(named, receipt);
      if (found !== "unknown" || deliveryId === undefined || !isUuid(deliveryId)) return found;
      const nameless = { id: deliveryId, provider, providerMessageId: null };
      const { count } = await prisma.smsDelivery.updateMany({ where: nameless, data: { providerMessageId } });
      return count > 0 ? move(named, receipt) : "unknown";
    },

    async findDelivery(provider, providerMessageId) {
      if (!isText(providerMessageId)) return null;
      const found = await prisma.smsDelivery.findFirst({ where: { provider, providerMessageId } });
      return found && toDelivery(found);
    },

    async tallyDeliveries(since) {
      // By hand: Prisma counts rows, and these are numbers.
      return tallied(
        await statements.rows<Counted>`
          SELECT country, provider, status, count(DISTINCT phone_hash)::int AS count
          FROM sms_deliveries WHERE created_at >= ${since}
          GROUP BY country, provider, status`,
      );
    },
  };
}
