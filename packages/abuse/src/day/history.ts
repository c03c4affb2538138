import type { LimitSubject, Limits } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import { DAY_MS, type Visit } from "../traffic/traffic.ts";
import type { Timeline } from "./timeline.ts";

const DAYS = 6;

/** The typing errors of the days before the day before, which is what the service's own normal is made of. */
export function recallTypos(limits: Limits, timeline: Timeline, visits: readonly Visit[]): void {
  const typos = visits.filter(({ hasTypo, isAbandoned }) => hasTypo && !isAbandoned);
  for (let day = 2; day <= DAYS + 1; day += 1) {
    for (const { at, phone } of typos) {
      timeline.at(at - day * DAY_MS, async () => {
        await limits.charge("compare", subjectOf(phone));
        await limits.settle(subjectOf(phone), []);
      });
    }
  }
}

/** Nothing but the number: what counts networks and countries has forgotten them by the day. */
function subjectOf(phone: E164): LimitSubject {
  return { phone, range: "", country: "", networks: [], device: undefined };
}
