import type { LimitedAction, LimitSubject } from "@sixdigit/auth";
import type { LimitRule } from "@sixdigit/rate-limit";

/** What a call was charged, in true time. */
export type Spent = {
  action: LimitedAction;
  subject: LimitSubject;
  at: number;
  /** Whether messages are stepped up then, and whether codes must be longer for it. */
  isStrict: boolean;
  isLonger: boolean;
};

/** Of a window, as many as the limiter has. */
const SLICES = 24;

type Counted = { at: number; most: number };
type Series = {
  series: string;
  place: string;
  most: number;
  windowMs: number;
  raisedEvery: number;
  /** Else it only stands in the way: wrong codes in that of a message. */
  isCounted: boolean;
};

type Given = {
  rules: readonly LimitRule[];
  /** By how many milliseconds a window may be shorter: what the processes' clocks differ by. */
  slackMs: () => number;
};

/**
 * What the table of limits promises, from the times of the charges alone: no window, wherever it begins, holds more than the
 * hard line, or than the strict one where that holds, raised by the sign-ins in it. What a caller decides by is not asked again here.
 */
export function createBudgets({ rules, slackMs }: Given) {
  const counted = new Map<string, Counted[]>();
  const signIns = new Map<string, number[]>();

  function seriesOf({ action, subject, isStrict }: Spent): Series[] {
    const isKnown = subject.device !== undefined;
    return rules.flatMap((rule) => {
      const { name, by, callers, adds, refuses, hard, windowSeconds, raisedEvery = Infinity } = rule;
      const key = keyOf(by, subject);
      const isMeant = callers === "all" || (callers === "known") === isKnown;
      if (!isMeant || key === undefined || windowSeconds === null) return [];
      const isCounted = adds.includes(action);
      const isBound = isCounted && refuses.includes(action) && hard !== undefined;
      const most = Math.min(
        isBound ? hard - (isKnown ? 0 : (rule.reserved ?? 0)) : Infinity,
        isStrict && rule.strict !== undefined ? rule.strict : Infinity,
      );
      const place = `${by} ${key}`;
      const series = { series: `${name} ${key}`, place, windowMs: 1000 * windowSeconds };
      return most === Infinity ? [] : [{ ...series, most, raisedEvery, isCounted }];
    });
  }

  function holds(
    { place, windowMs, raisedEvery }: Series,
    { at, most }: Counted,
    all: readonly Counted[],
  ): boolean {
    const since = at - windowMs + slackMs();
    const used = all.filter((each) => each.at > since && each.at <= at);
    // What raises is counted in slices, the last of which leaves the window as a whole.
    const raises = (signIns.get(place) ?? []).filter(
      (each) => each > at - windowMs * (1 + 1 / SLICES) - slackMs(),
    );
    return used.length <= most + Math.floor(raises.length / raisedEvery);
  }

  return {
    /** Counts it, and tells whether every window still holds. */
    spend(spent: Spent): boolean {
      return seriesOf(spent)
        .map((each) => {
          const all = [...(counted.get(each.series) ?? []), { at: spent.at, most: each.most }];
          if (each.isCounted) counted.set(each.series, all);
          return all.every((one) => holds(each, one, all));
        })
        .every(Boolean);
    },
    giveBack(spent: Spent): void {
      for (const { series, isCounted } of seriesOf(spent)) {
        if (!isCounted) continue;
        const all = counted.get(series) ?? [];
        const index = all.findIndex(({ at }) => at === spent.at);
        counted.set(series, index < 0 ? all : all.toSpliced(index, 1));
      }
    },
    /** A sign-in raises the lines of the places that it came from. */
    signIn(subject: LimitSubject, at: number): void {
      for (const by of new Set(rules.map((rule) => rule.by))) {
        const place = `${by} ${keyOf(by, subject)}`;
        signIns.set(place, [...(signIns.get(place) ?? []), at]);
      }
    },
  };
}

function keyOf(by: LimitRule["by"], { phone, device, networks, range }: LimitSubject) {
  const [network, ...wider] = networks;
  const keys: Record<LimitRule["by"], string | undefined> = {
    ...{ phone, range, network, service: "all", device: `${device} ${phone}` },
    ...{ "network-56": wider[0], "network-48": wider[1] },
  };
  return keys[by];
}
