import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from "cockatiel";
import type { SendResult } from "./sender.ts";

export type BreakerState = "closed" | "open" | "half-open";

export type Breaker = {
  state(): BreakerState;
  /** The result of the call, or undefined if the provider is not to be asked now. */
  run(call: () => Promise<SendResult>): Promise<SendResult | undefined>;
};

export type BreakerSettings = {
  /** Failures in a row that open it. */
  failures: number;
  /** How long it stays open, in milliseconds; each failed trial doubles it, up to `maxOpenMs`. */
  openMs: number;
  maxOpenMs: number;
};

const DEFAULTS: BreakerSettings = { failures: 5, openMs: 5000, maxOpenMs: 60_000 };

const STATES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  // Nothing here holds a circuit open by hand.
  [CircuitState.Isolated]: "open",
};

/**
 * Spares everybody the wait for a provider that is down; after a pause one message tries it again.
 *
 * By cockatiel 4 rather than opossum 10: it has its types with it (opossum's, kept elsewhere, are two majors behind),
 * keeps no timers that must be stopped, and counts results as failures, not only exceptions. Both have no dependencies.
 */
export function createBreaker(given: Partial<BreakerSettings> = {}): Breaker {
  const { failures, openMs, maxOpenMs } = { ...DEFAULTS, ...given };
  const policy = circuitBreaker(
    handleWhenResult((result) => isFault(result as SendResult)),
    {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: new ExponentialBackoff({ initialDelay: openMs, maxDelay: maxOpenMs }),
    },
  );
  return {
    state: () => STATES[policy.state],
    async run(call) {
      // Cockatiel lets calls wait for the one that is on trial, which can take as long as that takes to fail.
      if (policy.state === CircuitState.HalfOpen) return undefined;
      try {
        return await policy.execute(call);
      } catch (error) {
        if (error instanceof BrokenCircuitError) return undefined;
        throw error;
      }
    },
  };
}

/**
 * Whether a result speaks against the provider. A refusal shows it at work; and no stranger can open a breaker with numbers
 * that it cannot reach.
 */
export function isFault({
  outcome,
  onlyThisNumber,
}: Pick<SendResult, "outcome" | "onlyThisNumber">): boolean {
  return (outcome === "transient" || outcome === "ambiguous") && !onlyThisNumber;
}
