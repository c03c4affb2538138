import type { LimitEvent } from "@sixdigit/rate-limit";
import type { Logger } from "pino";
import type { Metrics } from "./metrics/create-metrics.ts";

/** What the limits do becomes a metric, and what an operator should look at a warning. */
export function observeLimits({ log, metrics }: { log: Logger; metrics: Metrics }) {
  return (event: LimitEvent): void => {
    switch (event.name) {
      case "daily-cap":
        metrics.countDailyCapAlarm(event.percent);
        log.warn({ percent: event.percent }, "of the messages of a day are spent");
        return;
      case "measure-imposed": {
        const { kind, scope, until, sent, verified } = event;
        metrics.countMeasure(kind, scope);
        log.warn({ kind, scope, until, sent, verified }, "a measure against an attack is in force");
      }
    }
  };
}
