import type { CodeMessage, CodeSender } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import type { Attempt, Failover } from "./failover.ts";
import { pickLocale } from "./locale.ts";
import { type MessageSettings, renderMessage } from "./message.ts";

/** What one request for a message came to, for whoever keeps deliveries. */
export type SendReport = {
  challengeId: string;
  phone: E164;
  country: string | undefined;
  /** One for each provider that was asked; empty if every breaker was open. */
  attempts: Attempt[];
};

/** Sends codes through the providers: the words are ours, the way is the failover's. */
export function createProviderCodeSender(deps: {
  settings: MessageSettings;
  failover: Failover;
  /** ISO 3166-1 alpha-2 of a number. */
  countryOf: (phone: E164) => string | undefined;
  /** Where Twilio reports to. */
  callbackUrl?: string;
  /** Is called once for each message, when its outcome is known. Must not throw. */
  report?: (report: SendReport) => void;
}): CodeSender {
  return {
    async sendCode({ phone, code, validForSeconds, locale: asked, challengeId }: CodeMessage) {
      const locale = pickLocale(asked);
      const text = renderMessage(deps.settings, { code, validForSeconds, locale });
      const country = deps.countryOf(phone);
      const message = { phone, text, code, locale, callbackUrl: deps.callbackUrl };
      const { result, attempts } = await deps.failover.send(message, country);
      deps.report?.({ challengeId, phone, country, attempts });
      return result.outcome;
    },
  };
}
