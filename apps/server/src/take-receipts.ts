import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, DeliveryStore } from "@sixdigit/auth";
import { type Receipt, statusesBefore } from "@sixdigit/sms";

/** A receipt can be faster than the row of the message that it is about. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 500;

/** Moves deliveries forward by what providers report, each in one conditional step: late and repeated receipts do nothing. */
export function createReceiptTaker({ deliveries, clock }: { deliveries: DeliveryStore; clock: Clock }) {
  async function move(provider: string, { providerMessageId, status, errorCode }: Receipt): Promise<boolean> {
    for (let look = 1; ; look++) {
      const outcome = await deliveries.moveDelivery({
        provider,
        providerMessageId,
        from: statusesBefore(status),
        to: status,
        errorCode: errorCode ?? null,
        at: clock(),
      });
      if (outcome !== "unknown") return true;
      if (look === LOOKS) return false;
      await sleep(BETWEEN_LOOKS_MS);
    }
  }

  /** @returns whether any of the messages is one of ours */
  return async (provider: string, receipts: readonly Receipt[]): Promise<boolean> => {
    const known = await Promise.all(receipts.map((receipt) => move(provider, receipt)));
    return known.some(Boolean);
  };
}
