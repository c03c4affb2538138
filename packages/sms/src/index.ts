export { type BreakerSettings, type BreakerState, isFault } from "./breaker.ts";
export { createConsoleSender } from "./console-sender.ts";
export { type DeliveryCounts, type DeliveryStats, type Measured, orderByDelivery } from "./delivery-order.ts";
export { DELIVERY_STATUSES, type DeliveryStatus, laterStatus, statusesBefore } from "./delivery-status.ts";
export { type Attempt, createFailover, type Failover, type FailoverDeps } from "./failover.ts";
export { measureSms } from "./gsm7.ts";
export { createInbox, type Inbox, type InboxMessage } from "./inbox.ts";
export { LOCALES, type Locale, pickLocale } from "./locale.ts";
export {
  localesThatDoNotFit,
  longestHost,
  type MessageRoom,
  type MessageSettings,
  renderMessage,
} from "./message.ts";
export { createMsg91Sender, type Msg91Settings, msg91Settings } from "./msg91.ts";
export { readMsg91Receipt } from "./msg91-receipt.ts";
export type { CallLimits } from "./provider-call.ts";
export { createProviderCodeSender, type SendReport } from "./provider-code-sender.ts";
export { furthestOfEach, type Receipt, ReceiptError } from "./receipt.ts";
export { parseRoutes, providersFor, type Routes, routeEverywhere } from "./routes.ts";
export type { FailureCode, SendResult, SmsMessage, SmsSender } from "./sender.ts";
export { createTwilioSender, type TwilioSettings, twilioSettings } from "./twilio.ts";
export { readTwilioReceipt } from "./twilio-receipt.ts";
export { type FormFields, isSignedByTwilio, type SignedRequest } from "./twilio-signature.ts";
