import type { DeliveryStatus, SendOutcome } from "@sixdigit/auth";
import type { BreakerState, SendReport, SmsSender } from "@sixdigit/sms";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const BREAKER_VALUES: Record<BreakerState, number> = { closed: 0, "half-open": 1, open: 2 };
/** In these a message may have gone out, and is paid for. */
const PAID: readonly SendOutcome[] = ["accepted", "ambiguous"];
/** In seconds, up to the deadline of a message. */
const BUCKETS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 5.5];

/** Dollars for a segment, by country; `*` is for the others. */
export type PriceList = ReadonlyMap<string, number>;

export type Spending = {
  prices: PriceList;
  /** Messages of a day. */
  dailyCap: number;
};

/** Of messages: what providers made of them, how long they took, what became of them and what they may cost. */
export function smsMetrics(registry: Registry, { prices, dailyCap }: Spending) {
  const registers = [registry];
  let breakerStates: () => Record<string, BreakerState> = () => ({});

  const sends = new Counter({
    name: "sms_sends_total",
    help: "Messages given to a provider, by what it made of them; provider `none` where there was none to ask.",
    labelNames: ["provider", "country", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "sms_provider_duration_seconds",
    help: "How long providers took to answer.",
    labelNames: ["provider"],
    buckets: BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: "sms_deliveries_total",
    help: "Messages whose fate a receipt has moved on, by where to.",
    labelNames: ["provider", "status"],
    registers,
  });
  const spend = new Counter({
    name: "sms_spend_estimate_dollars_total",
    help: "What the messages that may have gone out cost by SMS_PRICES; the provider's bill is what counts.",
    labelNames: ["country"],
    registers,
  });
  new Gauge({
    name: "sms_daily_cap_messages",
    help: "Messages that are sent in a day at most, by all instances together (SMS_DAILY_CAP).",
    aggregator: "max",
    registers,
  }).set(dailyCap);
  new Gauge({
    name: "sms_breaker_state",
    help: "Whether a provider is asked: 0 closed (asked), 1 half-open (on trial), 2 open (passed over).",
    labelNames: ["provider"],
    aggregator: "max",
    registers,
    collect() {
      this.reset();
      for (const [provider, state] of Object.entries(breakerStates())) {
        this.set({ provider }, BREAKER_VALUES[state]);
      }
    },
  });

  return {
    countSends({ country = "none", attempts }: Pick<SendReport, "country" | "attempts">): void {
      if (attempts.length === 0) sends.inc({ provider: "none", country, outcome: "transient" });
      for (const { provider, result } of attempts) {
        sends.inc({ provider, country, outcome: result.outcome });
        const price = prices.get(country) ?? prices.get("*") ?? 0;
        if (PAID.includes(result.outcome)) spend.inc({ country }, price * (result.segments ?? 1));
      }
    },
    countDelivery(provider: string, status: DeliveryStatus): void {
      deliveries.inc({ provider, status });
    },
    /** The same sender, each answer of which is timed. */
    timed(sender: SmsSender): SmsSender {
      return {
        ...sender,
        async send(message, signal) {
          const end = duration.startTimer({ provider: sender.name });
          try {
            return await sender.send(message, signal);
          } finally {
            end();
          }
        },
      };
    },
    /** They are asked for at each reading. */
    readBreakersFrom(states: () => Record<string, BreakerState>): void {
      breakerStates = states;
    },
  };
}
