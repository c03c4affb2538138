/** What became of a provider's messages to one country in the last hour, by its receipts: of how many numbers. */
export type DeliveryCounts = { delivered: number; failed: number; pending: number };

/** Answers from memory: it is asked before every message. */
export type DeliveryStats = (country: string, provider: string) => DeliveryCounts;

export type Measured = { name: string; counts: DeliveryCounts };

/** One message in twenty goes to another provider first, or a recovery would never be seen. */
const EXPLORED = 0.05;
/** Each provider begins as if 9 of 10 messages had arrived, so that its first few receipts do not decide. */
const PRIOR = { delivered: 9, sent: 10 };
/** A message without a receipt is half a failure: most are just on their way, but a provider may fail in silence. */
const PENDING_WEIGHT = 0.5;
/**
 * The order in which to ask the providers of a route.
 *
 * Epsilon-greedy over a smoothed delivery rate: of n = delivered + failed + pending / 2 + 10 messages, delivered + 9
 * arrived. A provider keeps its place in the given order, which has its reasons (the price), as long as it cannot be told
 * from the best: the first goes first whose rate plus one standard error, sqrt(rate (1 - rate) / n), reaches the highest
 * rate less one standard error. The others follow by their rates. But with a probability of 0.05 one of the others, each
 * as likely, goes first. As long as no provider has a receipt, the given order stands: then nothing is measured, and one
 * without a webhook must not lose against one that was never asked.
 *
 * That only the last hour counts is what lets a provider back: its failures are forgotten after an hour, and what was
 * explored since then speaks for it.
 *
 * @param measured in the order of preference
 * @param random from 0 up to, but not including, 1
 */
export function orderByDelivery(measured: readonly Measured[], random: number): string[] {
  if (measured.every(({ counts }) => counts.delivered + counts.failed === 0)) {
    return measured.map(({ name }) => name);
  }
  const estimates = measured.map(({ name, counts }) => ({ name, ...estimate(counts) }));
  const bar = Math.max(...estimates.map(({ rate, error }) => rate - error));
  const first = estimates.find(({ rate, error }) => rate + error >= bar);
  const others = estimates.filter((each) => each !== first).sort((one, other) => other.rate - one.rate);
  const ordered = [first, ...others].flatMap((each) => each?.name ?? []);
  return random < EXPLORED ? withAnotherFirst(ordered, random / EXPLORED) : ordered;
}

function estimate({ delivered, failed, pending }: DeliveryCounts): { rate: number; error: number } {
  const sent = delivered + failed + pending * PENDING_WEIGHT + PRIOR.sent;
  const rate = (delivered + PRIOR.delivered) / sent;
  return { rate, error: Math.sqrt((rate * (1 - rate)) / sent) };
}

function withAnotherFirst(ordered: readonly string[], share: number): string[] {
  const index = 1 + Math.floor(share * (ordered.length - 1));
  const explored = ordered.slice(index, index + 1);
  return [...explored, ...ordered.slice(0, index), ...ordered.slice(index + 1)];
}
