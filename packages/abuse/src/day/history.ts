import type { LimitSubject, Limits } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import { DAY_MS, type Visit } from "../traffic/traffic.ts";
import type { Timeline } from "./timeline.ts";

const DAYS = 6;

/** The sign-ins of the days before the day before with their typing errors, which is what the service's own normal is made of. */
export function recallSignIns(limits: Limits, timeline: Timeline, visits: readonly Visit[]): void {
  const signIns = visits.filter(({ isAbandoned }) => !isAbandoned);
  for (let day = 2; day <= DAYS + 1; day += 1) {
    for (const { at, phone, hasTypo } of signIns) {
      timeline.at(at - day * DAY_MS, async () => {
        if (hasTypo) await limits.charge("compare", subjectOf(phone));
        await limits.settle(subjectOf(phone), []);
      });
    }
  }
}

/** Nothing but the number: what counts networks and countries has forgotten them by the day. */
function subjectOf(phone: E164): LimitSubject {
  return { phone, range: "", country: "", networks: [], device: undefined };
}
