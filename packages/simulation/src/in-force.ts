import type { LimitSubject } from "@sixdigit/auth";
import type { Measure, MeasureScope } from "@sixdigit/rate-limit";

/** So long a call may be under way, and what it puts in force may end earlier by as much. */
export const CALL_MS = 120_000;

/** Of true time, in milliseconds; `slackMs`: by how much a window may be shorter, where clocks differ. */
export type Times = { now: () => number; slackMs: () => number };

export const scopesOf = ({ country, range }: LimitSubject): MeasureScope[] => [
  "all",
  `country:${country}`,
  `range:${range}`,
];

/** Which measures are in force, as far as anybody was told of it. */
export function createInForce({ now, slackMs }: Times) {
  let measures: (Measure & { from: number; until: number })[] = [];
  let liftedAt = Number.NEGATIVE_INFINITY;
  const isOf = (wanted: Measure) => (each: Measure) =>
    each.kind === wanted.kind && each.scope === wanted.scope;
  return {
    /** From now on. */
    impose(measure: Measure, until: number): void {
      measures.push({ ...measure, from: now(), until });
    },
    lift(measure: Measure): void {
      liftedAt = now();
      measures = measures.filter((each) => !isOf(measure)(each));
    },
    /** Surely so, for a call that begins then. */
    has: (kind: Measure["kind"], scopes: readonly MeasureScope[], at: number): boolean =>
      measures.some((each) => {
        const isMeant = each.kind === kind && scopes.includes(each.scope);
        return isMeant && each.from < at && at < each.until - CALL_MS - slackMs();
      }),
    /** Surely not yet by then, nor lifted since. */
    isNewAt: (measure: Measure, at: number): boolean =>
      at > liftedAt && !measures.some((each) => isOf(measure)(each) && each.from <= at),
  };
}
