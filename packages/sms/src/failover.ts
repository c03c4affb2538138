import type { NewId } from "@sixdigit/auth";
import { type Breaker, type BreakerSettings, type BreakerState, createBreaker } from "./breaker.ts";
import { type DeliveryStats, orderByDelivery } from "./delivery-order.ts";
import { providersFor, type Routes } from "./routes.ts";
import type { SendResult, SmsMessage, SmsSender } from "./sender.ts";

/** One message that was given to one provider, by the id that the provider was told. */
export type Attempt = { id: string; provider: string; result: SendResult };

export type Failover = {
  /**
   * Sends one message: asks the providers of the country one after the other until one of them takes it, refuses it, or
   * may have sent it. Never rejects, and ends within the deadline and a quarter of a second.
   *
   * @param country ISO 3166-1 alpha-2, or undefined for numbers of no country
   * @returns the last result, and one attempt for each provider that was asked
   */
  send(
    message: Omit<SmsMessage, "id">,
    country: string | undefined,
  ): Promise<{ result: SendResult; attempts: Attempt[] }>;
  /** For metrics: the breaker of each provider. */
  breakerStates(): Record<string, BreakerState>;
};

export type FailoverDeps = {
  /** Those that the routes name. */
  senders: readonly SmsSender[];
  routes: Routes;
  /** Without it the order of the routes stands. */
  deliveryStats?: DeliveryStats;
  /** Names each attempt. */
  newId: NewId;
  /** From 0 up to, but not including, 1. It decides what is explored, and is no secret. */
  random: () => number;
  /** For all providers together, in milliseconds. */
  deadlineMs?: number;
  breaker?: Partial<BreakerSettings>;
};

const DEADLINE_MS = 5000;
/** For a sender that does not heed its signal. */
const GRACE_MS = 250;
/** With less than this share of the time left a well provider would look like a hanging one, to its breaker and to all. */
const LEAST_SHARE = 0.2;

/**
 * Several providers as one. Who goes first is `orderByDelivery`'s rule. Only a transient outcome, a message that was
 * certainly not sent, moves on to the next provider: after any other a second one could reach the same person.
 */
export function createFailover(deps: FailoverDeps): Failover {
  const providers = new Map(
    deps.senders.map((sender) => [sender.name, { sender, breaker: createBreaker(deps.breaker) }]),
  );
  const { deadlineMs = DEADLINE_MS } = deps;
  return {
    async send(message, country) {
      const signal = AbortSignal.timeout(deadlineMs);
      const lastStart = performance.now() + deadlineMs * (1 - LEAST_SHARE);
      const cut = cutAfter(deadlineMs + GRACE_MS);
      const attempts: Attempt[] = [];
      for (const name of orderFor(deps, country)) {
        const provider = providers.get(name);
        if (attempts.length > 0 && performance.now() > lastStart) break;
        if (!provider) continue;
        const id = deps.newId();
        const send = () => tryOne(provider.sender, { ...message, id }, signal, cut.result);
        const result = await provider.breaker.run(send);
        if (result) attempts.push({ id, provider: name, result });
        if (result && result.outcome !== "transient") break;
      }
      cut.cancel();
      const result = attempts.at(-1)?.result ?? { outcome: "transient", errorCode: "no-provider" };
      return { result, attempts };
    },
    breakerStates: () => statesOf(providers),
  };
}

function orderFor(
  { routes, deliveryStats, random }: FailoverDeps,
  country: string | undefined,
): readonly string[] {
  const names = providersFor(routes, country);
  if (!deliveryStats || names.length < 2) return names;
  const measured = names.map((name) => ({ name, counts: deliveryStats(country ?? "*", name) }));
  return orderByDelivery(measured, random());
}

/** A sender that breaks its word and rejects may have sent before. */
async function tryOne(
  sender: SmsSender,
  message: SmsMessage,
  signal: AbortSignal,
  cut: Promise<SendResult>,
): Promise<SendResult> {
  try {
    return await Promise.race([sender.send(message, signal), cut]);
  } catch {
    return { outcome: "ambiguous", errorCode: "bad-answer" };
  }
}

function cutAfter(milliseconds: number): { result: Promise<SendResult>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<SendResult>();
  const timer = setTimeout(() => resolve({ outcome: "ambiguous", errorCode: "no-answer" }), milliseconds);
  return { result: promise, cancel: () => clearTimeout(timer) };
}

function statesOf(providers: ReadonlyMap<string, { breaker: Breaker }>): Record<string, BreakerState> {
  return Object.fromEntries([...providers].map(([name, { breaker }]) => [name, breaker.state()]));
}
