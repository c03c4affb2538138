import type { DeliveryStatus } from "./delivery-status.ts";
import { plainCode, type Receipt, ReceiptError } from "./receipt.ts";
import type { FormFields } from "./twilio-signature.ts";

/** Twilio's message statuses (its Messages API). Those of incoming messages are no news of one of ours. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ["accepted", "queued"],
  ["scheduled", "queued"],
  ["queued", "queued"],
  ["sending", "queued"],
  ["sent", "sent"],
  ["partially_delivered", "sent"],
  ["delivered", "delivered"],
  ["read", "delivered"],
  ["undelivered", "failed"],
  ["failed", "failed"],
  ["canceled", "failed"],
]);

/**
 * Reads a status callback. Check its signature first. A status that is not in the list is `unknown`, which changes
 * nothing, so that a new one of Twilio's does no harm.
 *
 * @param deliveryId from the address, which is signed too
 * @throws ReceiptError without the id of a message or a status
 */
export function readTwilioReceipt(fields: FormFields, deliveryId?: string): Receipt[] {
  // The second name of each is what older accounts are sent.
  const providerMessageId = fields.MessageSid ?? fields.SmsSid;
  const reported = fields.MessageStatus ?? fields.SmsStatus;
  if (typeof providerMessageId !== "string" || !/^[SM]M[0-9a-fA-F]{32}$/.test(providerMessageId)) {
    throw new ReceiptError("it names no message");
  }
  if (typeof reported !== "string") throw new ReceiptError("it has no status");
  const status = STATUSES.get(reported) ?? "unknown";
  const code = fields.ErrorCode;
  const errorCode = typeof code === "string" && code !== "" ? plainCode(code) : undefined;
  return [
    {
      providerMessageId,
      status,
      ...(errorCode !== undefined && { errorCode }),
      ...(deliveryId !== undefined && { deliveryId }),
    },
  ];
}
