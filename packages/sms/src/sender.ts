import type { SendOutcome } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import type { Locale } from "./locale.ts";
import type { Receipt } from "./receipt.ts";

/** One way to send a message: a provider, or a fake of one. */
export type SmsSender = {
  /** As it is called in settings and metrics, e.g. `twilio`. */
  name: string;
  /** Never rejects: whatever goes wrong is an outcome. Ends soon after the signal aborts. */
  send(message: SmsMessage, signal: AbortSignal): Promise<SendResult>;
  /** Asks what became of a message, where the provider can be asked. Undefined when it does not say. Never rejects. */
  lookUp?(providerMessageId: string, signal: AbortSignal): Promise<Receipt | undefined>;
};

export type SmsMessage = {
  /** Names this message to this provider; a receipt may carry it. */
  id: string;
  phone: E164;
  /** The whole text. Providers that keep the text themselves (India's templates) take `code` and `locale` instead. */
  text: string;
  code: string;
  locale: Locale;
  /**
   * Where the provider reports what became of the message, if it takes such an address with each message; `id` is added
   * as `delivery`.
   */
  callbackUrl?: string | undefined;
};

export type SendResult = {
  outcome: SendOutcome;
  /** What receipts will call this message. */
  providerMessageId?: string;
  segments?: number;
  /** The provider's own code, or one of `FailureCode`. Never its text, which may hold the number. */
  errorCode?: string;
  /** What the message costs, if the provider tells at once: a decimal number and an ISO 4217 code. */
  price?: { amount: string; currency: string };
  /** The failure is about this number alone and says nothing about the provider's health. */
  onlyThisNumber?: true;
};

/**
 * What is wrong when the provider has named nothing: how far the request came, or `http-` and the status. `no-provider`:
 * there was none to ask.
 */
export type FailureCode = "not-connected" | "no-answer" | "bad-answer" | "no-provider" | `http-${number}`;
