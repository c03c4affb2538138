import type { Found } from "./counters.ts";
import type { Line } from "./line.ts";
import type { MeasureKind, MeasureScope } from "./measures.ts";

/** What an operator wants to know of, without any number. */
export type LimitEvent =
  /** So many per cent of the messages of a day are spent. Told once for each crossing, by one instance. */
  | { name: "daily-cap"; percent: number }
  /** The service has put a measure in force by itself. */
  | {
      name: "measure-imposed";
      kind: MeasureKind;
      scope: MeasureScope;
      until: Date;
      sent: number;
      verified: number;
    };

const ALARMS = [50, 80, 100];
export const DAILY_CAP = "sends-of-the-service-day";

/** The steps that count against one series go one after the other, so exactly one of them makes it a given number. */
export function dailyCapEvents(lines: readonly Line[], found: readonly Found[]): LimitEvent[] {
  const index = lines.findIndex(({ name }) => name === DAILY_CAP);
  const line = lines[index];
  if (!line?.cap) return [];
  const { cap } = line;
  const used = (found[index]?.used ?? 0) + 1;
  return ALARMS.filter((percent) => used === Math.ceil((cap * percent) / 100)).map((percent) => ({
    name: "daily-cap",
    percent,
  }));
}
