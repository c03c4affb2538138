import type { Clock, DeliveryStore, DeliveryTally } from "@sixdigit/auth";
import type { DeliveryCounts, DeliveryStats } from "@sixdigit/sms";
import type { Logger } from "pino";

const HOUR_MS = 3_600_000;
const REFRESH_MS = 30_000;
const NONE: DeliveryCounts = { delivered: 0, failed: 0, pending: 0 };

/**
 * How the last hour's messages fared, read now and then, so that no message waits for it.
 *
 * What a provider refused at once is left out: that speaks of the number, or is the breaker's matter, and no receipt will
 * come for it.
 */
export function recentReceipts(deps: {
  deliveries: Pick<DeliveryStore, "tallyDeliveries">;
  clock: Clock;
  log: Pick<Logger, "warn">;
  refreshMs?: number;
}): { stats: DeliveryStats; stop(): void } {
  const { deliveries, clock, log, refreshMs = REFRESH_MS } = deps;
  let counts = new Map<string, DeliveryCounts>();
  const refresh = async () => {
    const tallies = await deliveries.tallyDeliveries(new Date(clock().getTime() - HOUR_MS));
    counts = new Map(tallies.map((tally) => [`${tally.country ?? "*"} ${tally.provider}`, countsOf(tally)]));
  };
  const timer = setInterval(
    () => refresh().catch((err) => log.warn({ err }, "deliveries not counted")),
    refreshMs,
  ).unref();
  return {
    stats: (country, provider) => counts.get(`${country} ${provider}`) ?? NONE,
    stop: () => clearInterval(timer),
  };
}

function countsOf({ unknown, queued, sent, delivered, failed }: DeliveryTally): DeliveryCounts {
  return { delivered, failed, pending: unknown + queued + sent };
}
