import { type DeliveryStatus, laterStatus } from "./delivery-status.ts";

/** What a provider reports of one message. */
export type Receipt = {
  providerMessageId: string;
  status: DeliveryStatus;
  /** The provider's own code for a failure; at most 32 letters, digits, `_` and `-`. */
  errorCode?: string;
  /** Our own id of the message, where the receipt proves that we gave it. */
  deliveryId?: string;
  /** A decimal number and its unit, where the receipt tells what the message cost. */
  price?: string;
};

/** What came is no receipt of this provider. Its message names no value that came in. */
export class ReceiptError extends Error {
  override readonly name: string = "ReceiptError";
}

/** Names in rows and logs are short and plain, whatever a provider sends. */
export function plainCode(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 32);
}

/** One receipt for each message, the one that says the most: a body may repeat itself as often as it likes. */
export function furthestOfEach(receipts: readonly Receipt[]): Receipt[] {
  const furthest = new Map<string, Receipt>();
  for (const receipt of receipts) {
    const known = furthest.get(receipt.providerMessageId);
    const isFurther = !known || laterStatus(known.status, receipt.status) !== known.status;
    if (isFurther) furthest.set(receipt.providerMessageId, receipt);
  }
  return [...furthest.values()];
}
