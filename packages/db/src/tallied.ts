import type { DeliveryTally } from "@sixdigit/auth";

/** How many numbers have a message in this status. */
export type Counted = { country: string | null; provider: string; status: string; count: number };

/** One row for each country and provider, from one for each of their statuses. */
export function tallied(rows: readonly Counted[]): DeliveryTally[] {
  const tallies = new Map<string, DeliveryTally>();
  for (const { country, provider, status, count } of rows) {
    const key = `${country} ${provider}`;
    const tally = tallies.get(key) ?? {
      country,
      provider,
      unknown: 0,
      refused: 0,
      queued: 0,
      sent: 0,
      delivered: 0,
      failed: 0,
    };
    tallies.set(key, { ...tally, [status]: count });
  }
  return [...tallies.values()].sort((one, other) => {
    const [a, b] = [`${one.country} ${one.provider}`, `${other.country} ${other.provider}`];
    return a < b ? -1 : 1;
  });
}
