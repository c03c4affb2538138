import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, DeliveryStatus, DeliveryStore } from "@sixdigit/auth";
import { type Receipt, statusesBefore } from "@sixdigit/sms";

/** In milliseconds. A receipt can be faster than the row of the message that it is about ... */
const LOOKS = [0, 500, 500];
/** ... and one that knows our id by all the time that the provider's answer may take to be given up. */
const LOOKS_WITH_ID = [...LOOKS, 1000, 2000, 2000];

/**
 * Moves deliveries forward by what providers report, each in one conditional step: late and repeated receipts do nothing.
 * One after the other, so that no body, however long, takes more than one connection to the database.
 */
export function createReceiptTaker({
  deliveries,
  clock,
  onMove,
}: {
  deliveries: DeliveryStore;
  clock: Clock;
  /** Told of each delivery that was moved. */
  onMove?: (provider: string, status: DeliveryStatus) => void;
}) {
  async function isKnown(provider: string, receipt: Receipt): Promise<boolean> {
    const { providerMessageId, deliveryId, status, errorCode, price } = receipt;
    const outcome = await deliveries.moveDelivery({
      ...{ provider, providerMessageId, deliveryId, price },
      from: statusesBefore(status),
      to: status,
      errorCode: errorCode ?? null,
      at: clock(),
    });
    if (outcome === "moved") onMove?.(provider, status);
    return outcome !== "unknown";
  }

  /** @returns whether any of the messages is one of ours */
  return async (provider: string, receipts: readonly Receipt[]): Promise<boolean> => {
    let unknown = receipts;
    for (const wait of receipts.some(({ deliveryId }) => deliveryId) ? LOOKS_WITH_ID : LOOKS) {
      if (unknown.length === 0) break;
      await sleep(wait);
      const left: Receipt[] = [];
      for (const receipt of unknown) {
        if (!(await isKnown(provider, receipt))) left.push(receipt);
      }
      unknown = left;
    }
    return unknown.length < receipts.length;
  };
}
