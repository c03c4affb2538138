/** What is known of a message's fate: `queued` when the provider took it, `unknown` when it may have. */
export type DeliveryStatus = "unknown" | "queued" | "sent" | "failed" | "delivered";

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
  /** What the provider says it costs: a decimal number and an ISO 4217 code, e.g. `0.0075 USD`. */
  price: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** How the messages of a provider to a country fared. */
export type DeliveryTally = { country: string | null; provider: string } & Record<DeliveryStatus, number>;

/** Where deliveries are kept. They are told of, never asked: nothing of them decides who may sign in. */
export type DeliveryStore = {
  recordDelivery(delivery: Delivery): Promise<void>;
  /**
   * Moves a delivery on, if it is in one of the statuses `from`. A receipt that comes twice or late moves nothing.
   *
   * @returns what became of it; `unknown` when there is no such message
   */
  moveDelivery(move: {
    provider: string;
    providerMessageId: string;
    from: readonly DeliveryStatus[];
    to: DeliveryStatus;
    errorCode: string | null;
    at: Date;
  }): Promise<"moved" | "kept" | "unknown">;
  findDelivery(provider: string, providerMessageId: string): Promise<Delivery | null>;
  /** By country and provider, of the messages since then. */
  tallyDeliveries(since: Date): Promise<DeliveryTally[]>;
};
