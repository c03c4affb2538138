import type {
  Clock,
  CodeSender,
  Delivery,
  DeliveryStatus,
  DeliveryStore,
  NewId,
  SendOutcome,
} from "@sixdigit/auth";
import { countryOf, type E164 } from "@sixdigit/contracts";
import {
  type Attempt,
  createFailover,
  createProviderCodeSender,
  isFault,
  type MessageSettings,
  type SendReport,
  type SmsSender,
} from "@sixdigit/sms";
import type { Logger } from "pino";
import type { Metrics } from "./metrics/create-metrics.ts";
import { recentReceipts } from "./recent-receipts.ts";
import type { SmsSettings } from "./sms-settings.ts";
import type { Tracing } from "./tracing/tracing.ts";

type Deps = {
  sms: SmsSettings;
  /** For one message over all providers. */
  deadlineMs: number;
  message: MessageSettings;
  deliveries: DeliveryStore;
  publicOrigin: string;
  /** Numbers are kept as a keyed hash. */
  hashPhone: (phone: E164) => string;
  clock: Clock;
  newId: NewId;
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | undefined;
  /** Told of each message, when its outcome is known. */
  onSent?: ((report: SendReport) => void) | undefined;
};

const STATUS_AFTER = {
  accepted: "queued",
  ambiguous: "unknown",
  rejected: "refused",
  transient: "refused",
} as const satisfies Record<SendOutcome, DeliveryStatus>;

export type ProviderSender = {
  sender: CodeSender;
  /** Ends when every delivery is noted, so that none is lost with the process. */
  stop(): Promise<void>;
};

/** Codes through the providers, each message noted as a delivery, and what was delivered deciding who goes first. */
export function createProviderSender(deps: Deps): ProviderSender {
  const { stats, stop } = recentReceipts(deps);
  const { newId, deadlineMs } = deps;
  const failover = createFailover({
    ...deps.sms,
    senders: deps.sms.senders.map(deps.metrics.timed).map((sender) => traced(sender, deps.tracing)),
    deadlineMs,
    deliveryStats: stats,
    random: Math.random,
    newId,
  });
  deps.metrics.readBreakersFrom(failover.breakerStates);
  const pending = new Set<Promise<void>>();
  const sender = createProviderCodeSender({
    settings: deps.message,
    failover,
    countryOf,
    // Twilio takes an address with each message; it calls no address that is not public.
    ...(deps.publicOrigin.startsWith("https:") && {
      callbackUrl: `${deps.publicOrigin}/webhooks/sms/twilio`,
    }),
    report(report) {
      deps.metrics.countSends(report);
      tellFaults(deps.log, report);
      deps.onSent?.(report);
      const noted = note(deps, report).finally(() => pending.delete(noted));
      pending.add(noted);
    },
  });
  return {
    sender,
    async stop() {
      stop();
      await Promise.all(pending);
    },
  };
}

/** The same sender, each call of which is a step. */
function traced(sender: SmsSender, tracing: Tracing | undefined): SmsSender {
  if (!tracing) return sender;
  const about = { name: `sms ${sender.name}`, asks: true, attributes: { "sixdigit.provider": sender.name } };
  return {
    ...sender,
    send: (message, signal) =>
      tracing.step(
        about,
        () => sender.send(message, signal),
        ({ outcome }) => ({ "sixdigit.outcome": outcome }),
      ),
  };
}

/** Why a provider failed. The breaker bounds how many lines an outage makes, and no number can make any. */
function tellFaults(log: Deps["log"], { country, attempts }: SendReport): void {
  for (const { provider, result } of attempts.filter((attempt) => isFault(attempt.result))) {
    const { outcome, errorCode } = result;
    log.warn({ provider, country, outcome, errorCode }, "a provider failed");
  }
}

/** A delivery that cannot be noted is no reason to refuse a sign-in: the message is on its way. */
async function note(deps: Deps, report: SendReport): Promise<void> {
  for (const attempt of report.attempts) {
    await deps.deliveries
      .recordDelivery(toDelivery(deps, report, attempt))
      .catch((err) => deps.log.error({ err }, "delivery not recorded"));
  }
}

function toDelivery(deps: Deps, report: SendReport, { id, provider, result }: Attempt): Delivery {
  const now = deps.clock();
  return {
    id,
    challengeId: report.challengeId,
    phoneHash: deps.hashPhone(report.phone),
    country: report.country ?? null,
    provider,
    providerMessageId: result.providerMessageId ?? null,
    status: STATUS_AFTER[result.outcome],
    errorCode: result.errorCode ?? null,
    segments: result.segments ?? null,
    price: result.price ? `${result.price.amount} ${result.price.currency}` : null,
    createdAt: now,
    updatedAt: now,
  };
}
