/**
 * What is known of a message's fate: `queued` when the provider took it, `unknown` when it may have, `refused` when it did
 * not, at once. The others are from receipts.
 */
export type DeliveryStatus = "unknown" | "refused" | "queued" | "sent" | "failed" | "delivered";

/** One message that was given to one provider. */
export type Delivery = {
  id: string;
  /** The challenge whose code it carried. */
  challengeId: string;
  /** The number only as a keyed hash: deliveries are kept for longer than anything else about a sign-in. */
  phoneHash: string;
  /** ISO 3166-1 alpha-2, or null for a number of no country. */
  country: string | null;
  provider: string;
  /** The provider's name for the message; null when it gave none. */
  providerMessageId: string | null;
  status: DeliveryStatus;
  /** The provider's code for what went wrong, or ours where it named nothing. */
  errorCode: string | null;
  segments: number | null;
  /**
   * What the provider says it costs: a decimal number and an ISO 4217 code, e.g. `0.0075 USD`, or `credit` for those that
   * count in credits.
   */
  price: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** How a provider's messages to a country fared: how many numbers have one in each status. */
export type DeliveryTally = { country: string | null; provider: string } & Record<DeliveryStatus, number>;

/** Where deliveries are kept. They are told of, never asked: nothing of them decides who may sign in. */
export type DeliveryStore = {
  recordDelivery(delivery: Delivery): Promise<void>;
  /**
   * Moves a delivery on, if it is in one of the statuses `from`. A receipt that comes twice or late moves nothing.
   *
   * `deliveryId`, where the receipt has it, finds a message whose provider's name for it never reached us; it takes that
   * name then. A price that the receipt does not tell stays as it is.
   *
   * @returns what became of it; `unknown` when there is no such message
   */
  moveDelivery(move: {
    provider: string;
    providerMessageId: string;
    deliveryId?: string | undefined;
    from: readonly DeliveryStatus[];
    to: DeliveryStatus;
    errorCode: string | null;
    price?: string | undefined;
    at: Date;
  }): Promise<"moved" | "kept" | "unknown">;
  findDelivery(provider: string, providerMessageId: string): Promise<Delivery | null>;
  /**
   * By country and provider, of the messages since then. A number counts once in each status, however many messages it got:
   * the tally decides who is asked first, and nobody shall turn that with a dead number.
   */
  tallyDeliveries(since: Date): Promise<DeliveryTally[]>;
};
