import type { LimitedAction, LimitSubject } from "@sixdigit/auth";
import type { LimitRule } from "@sixdigit/rate-limit";

/** What a call was charged, in true time. */
export type Spent = { action: LimitedAction; subject: LimitSubject; at: number };

type Given = {
  rules: readonly LimitRule[];
  /** By how many milliseconds a window may be shorter: what the processes' clocks differ by. */
  slackMs: () => number;
};

/**
 * What the table of limits promises of each number and each known browser, from the times of the charges alone: no window,
 * wherever it begins, holds more than the hard line. A message is counted when it is sent, by when it was charged.
 */
export function createBudgets({ rules, slackMs }: Given) {
  const times = new Map<string, number[]>();

  function seriesOf({ action, subject: { phone, device } }: Spent) {
    return rules.flatMap(({ name, by, callers, adds, hard, windowSeconds }) => {
      const isMeant = callers === "all" || (callers === "known") === (device !== undefined);
      const key = by === "device" ? `${device} ${phone}` : phone;
      if (!isMeant || !adds.includes(action) || hard === undefined || windowSeconds === null) return [];
      return [{ series: `${name} ${key}`, hard, windowMs: 1000 * windowSeconds }];
    });
  }

  return {
    /** Counts it, and tells whether every window still holds. */
    spend(spent: Spent): boolean {
      return seriesOf(spent)
        .map(({ series, hard, windowMs }) => {
          const all = [...(times.get(series) ?? []), spent.at].sort((a, b) => a - b);
          times.set(series, all);
          return all.every((at, index) => (all[index + hard] ?? Infinity) - at >= windowMs - slackMs());
        })
        .every(Boolean);
    },
    giveBack(spent: Spent): void {
      for (const { series } of seriesOf(spent)) {
        const all = times.get(series) ?? [];
        times.set(series, all.toSpliced(all.indexOf(spent.at), 1));
      }
    },
  };
}
