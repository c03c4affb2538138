import type { DeliveryStatus } from "./delivery-status.ts";

/** What a provider reports of one message. */
export type Receipt = {
  providerMessageId: string;
  status: DeliveryStatus;
  /** The provider's own code for a failure; at most 32 letters, digits, `_` and `-`. */
  errorCode?: string;
  /** When it happened, where the provider says so without leaving the time zone open. */
  at?: Date;
};

/** What came is no receipt of this provider. Its message names no value that came in. */
export class ReceiptError extends Error {
  override readonly name: string = "ReceiptError";
}

/** Names in rows and logs are short and plain, whatever a provider sends. */
export function plainCode(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 32);
}
