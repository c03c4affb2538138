import type { LimitedAction, LimitSubject } from "@sixdigit/auth";
import type { LimitRule } from "@sixdigit/rate-limit";

/** What a call was charged, in true time. */
export type Spent = {
  action: LimitedAction;
  subject: LimitSubject;
  at: number;
  /** When it was known that it was let pass. */
  knownAt: number;
  /** Whether messages are stepped up then, and whether codes must be longer for it. */
  isStrict: boolean;
  isLonger: boolean;
};

/** Of a window, as many as the limiter has. */
const SLICES = 24;

type Counted = { at: number; knownAt: number; most: number };
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
  /** Until when a series was forgotten, and which are just being. */
  const forgotten = new Map<string, number>();
  const forgetting = new Set<string>();

  function seriesOf({ action, subject, isStrict }: Spent): Series[] {
    const isKnown = subject.device !== undefined;
    return rules.flatMap((rule) => {
      const { name, by, callers, adds, refuses, hard, windowSeconds, raisedEvery = Infinity } = rule;
      const key = keyOf(by, subject);
      const isMeant = callers === "all" || (callers === "known") === isKnown;
      if (!isMeant || key === undefined) return [];
      const isCounted = adds.includes(action);
      const most = Math.min(
        refuses.includes(action) && hard !== undefined ? hard - reservedFrom(rule, subject) : Infinity,
        isStrict && rule.strict !== undefined ? rule.strict : Infinity,
      );
      const place = `${by} ${key}`;
      const series = { series: `${name} ${key}`, place, windowMs: 1000 * (windowSeconds ?? Infinity) };
      return isCounted || most < Infinity ? [{ ...series, most, raisedEvery, isCounted }] : [];
    });
  }

  function holds(
    { series, place, windowMs, raisedEvery, isCounted }: Series,
    { at, most }: Counted,
    all: readonly Counted[],
  ): boolean {
    if (forgetting.has(series)) return true;
    const since = Math.max(at - windowMs + slackMs(), forgotten.get(series) ?? -Infinity);
    // What only stands in the way must have been known to.
    const isBefore = (each: Counted) => (isCounted ? each.at <= at : each.knownAt < at);
    const used = all.filter((each) => each.at > since && isBefore(each)).length + (isCounted ? 0 : 1);
    // What raises is counted in slices, the last of which leaves the window as a whole.
    const raises = (signIns.get(place) ?? []).filter(
      (each) => each > at - windowMs * (1 + 1 / SLICES) - slackMs(),
    );
    return used <= most + Math.floor(raises.length / raisedEvery);
  }

  return {
    /** Counts it, and tells whether every window still holds. */
    spend(spent: Spent): boolean {
      return seriesOf(spent)
        .map((each) => {
          const one = { at: spent.at, knownAt: spent.knownAt, most: each.most };
          const before = counted.get(each.series) ?? [];
          if (!each.isCounted) return holds(each, one, before);
          const all = [...before, one];
          counted.set(each.series, all);
          return all.every((counts) => holds(each, counts, all));
        })
        .every(Boolean);
    },
    /**
     * A sign-in forgets what failed.
     *
     * @returns to be called when the limits know; until then both are right
     */
    forget(subject: LimitSubject, now: () => number): () => void {
      const all = rules
        .filter(({ onSuccess }) => onSuccess === "clears")
        .map(({ name, by }) => `${name} ${keyOf(by, subject)}`);
      for (const series of all) forgetting.add(series);
      return () => {
        for (const series of all) {
          forgetting.delete(series);
          forgotten.set(series, now());
        }
      };
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

/** Who calls from a place of the number has half of it. */
function reservedFrom({ reserved = 0 }: LimitRule, { device }: LimitSubject): number {
  if (device === undefined) return reserved;
  return device.startsWith("at:") ? Math.ceil(reserved / 2) : 0;
}

function keyOf(by: LimitRule["by"], { phone, device, networks, range }: LimitSubject) {
  const [network, ...wider] = networks;
  const keys: Record<LimitRule["by"], string | undefined> = {
    ...{ phone, range, network, service: "all", device: `${device} ${phone}` },
    ...{ "network-56": wider[0], "network-48": wider[1] },
  };
  return keys[by];
}
