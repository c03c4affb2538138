import type { DeliveryStatus } from "@sixdigit/auth";

/**
 * What is known of a message, from the least to the last word. `unknown`: it may not even have been sent, or the
 * provider said something that has no meaning here. `delivered` stands behind `failed`: one handset that confirms the
 * message outweighs every guess on the way. `refused` is what a provider said at once: a receipt knows more.
 */
export const DELIVERY_STATUSES: readonly DeliveryStatus[] = [
  "unknown",
  "refused",
  "queued",
  "sent",
  "failed",
  "delivered",
];
export type { DeliveryStatus };

/**
 * The status after a receipt: the later of the two. So receipts may come twice, late and in any order, and the end is
 * the same.
 */
export function laterStatus(current: DeliveryStatus, reported: DeliveryStatus): DeliveryStatus {
  const isForward = DELIVERY_STATUSES.indexOf(reported) > DELIVERY_STATUSES.indexOf(current);
  return isForward ? reported : current;
}

/**
 * The statuses that a receipt may replace, for a single conditional UPDATE: `... WHERE status IN (statusesBefore(new))`.
 */
export function statusesBefore(reported: DeliveryStatus): DeliveryStatus[] {
  return DELIVERY_STATUSES.slice(0, DELIVERY_STATUSES.indexOf(reported));
}
