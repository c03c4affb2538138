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
    /** They are asked for at each reading. */
    readBreakersFrom(states: () => Record<string, BreakerState>): void {
      breakerStates = states;
    },
  };
}
