import type { BreakerState, SendReport } from "@sixdigit/sms";
import { Counter, Gauge, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

const BREAKER_VALUES: Record<BreakerState, number> = { closed: 0, "half-open": 1, open: 2 };

/**
 * What an operator can read of this process, in a registry of its own. Labels are few and known: providers, countries,
 * outcomes; never a number, a person or an address (OpenTelemetry's rule of low cardinality).
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  let breakerStates: () => Record<string, BreakerState> = () => ({});

  const sends = new Counter({
    name: "sms_sends_total",
    help: "Messages given to a provider, by what it made of them; provider `none` where there was none to ask.",
    labelNames: ["provider", "country", "outcome"],
    registers,
  });
  const refusals = new Counter({
    name: "limit_refusals_total",
    help: "Calls that a limit refused, by the limit; `proof` where a proof of work was asked for instead.",
    labelNames: ["limit"],
    registers,
  });
  const alarms = new Counter({
    name: "sms_daily_cap_alarms_total",
    help: "How often 50, 80 and 100 per cent of the messages of a day were reached.",
    labelNames: ["percent"],
    registers,
  });
  const measures = new Counter({
    name: "abuse_measures_total",
    help: "Measures that the service took by itself: `step-up` or `block`, for a country, a range or all.",
    labelNames: ["kind", "scope"],
    registers,
  });
  new Gauge({
    name: "sms_breaker_state",
    help: "Whether a provider is asked: 0 closed (asked), 1 half-open (on trial), 2 open (passed over).",
    labelNames: ["provider"],
    registers,
    collect() {
      this.reset();
      for (const [provider, state] of Object.entries(breakerStates())) {
        this.set({ provider }, BREAKER_VALUES[state]);
      }
    },
  });

  return {
    contentType: registry.contentType,
    /** Everything, in Prometheus's text format. */
    text: () => registry.metrics(),
    countSends({ country = "none", attempts }: Pick<SendReport, "country" | "attempts">): void {
      if (attempts.length === 0) sends.inc({ provider: "none", country, outcome: "transient" });
      for (const { provider, result } of attempts) sends.inc({ provider, country, outcome: result.outcome });
    },
    /** A measure about one country or range counts for all of its kind: their names are many. */
    countRefusal: (limit: string) => refusals.inc({ limit: withoutScope(limit) }),
    countDailyCapAlarm: (percent: number) => alarms.inc({ percent }),
    countMeasure: (kind: string, scope: string) => measures.inc({ kind, scope: withoutScope(scope) }),
    /** They are asked for at each reading. */
    readBreakersFrom(states: () => Record<string, BreakerState>): void {
      breakerStates = states;
    },
  };
}

/** `block-range:+1415555` is `block-range`. */
function withoutScope(name: string): string {
  return name.replace(/:.*/, "");
}
