import type { Auditor } from "@sixdigit/auth";
import type { LimitEvent } from "@sixdigit/rate-limit";
import type { Logger } from "pino";
import type { Metrics } from "./metrics/create-metrics.ts";

type Parts = { log: Logger; metrics: Metrics; audit: Pick<Auditor, "record"> };

/** What the limits do becomes a metric, what an operator should look at a warning, and a measure an audit event (ASVS 16.3.3). */
export function observeLimits({ log, metrics, audit }: Parts) {
  return async (event: LimitEvent): Promise<void> => {
    switch (event.name) {
      case "daily-cap":
        metrics.countDailyCapAlarm(event.percent);
        log.warn({ percent: event.percent }, "of the messages of a day are spent");
        return;
      case "measure-imposed": {
        const { kind, scope, until, sent, verified } = event;
        metrics.countMeasure(kind, scope);
        log.warn({ kind, scope, until, sent, verified }, "a measure against an attack is in force");
        await audit.record("measure-imposed", { detail: `${kind} ${scope} until ${until.toISOString()}` });
      }
    }
  };
}
