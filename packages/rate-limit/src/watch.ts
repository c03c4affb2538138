import type { Call } from "./attempt.ts";
import { judge } from "./conversion.ts";
import type { Counters, Found } from "./counters.ts";
import type { LimitEvent } from "./events.ts";
import { imposing, inForce, type Measure } from "./measures.ts";
import { SENDING } from "./rule.ts";
import { isSurge } from "./surge.ts";
import type { LimitTables } from "./tables.ts";

type Watching = {
  counters: Counters;
  tables: LimitTables;
  observe: (event: LimitEvent) => void | Promise<void>;
};

type Finding = { measure: Measure; seconds: number; sent: number; verified: number };

/** Puts measures in force where the numbers call for them: once, by whoever sees it first. */
export async function watch(watching: Watching, call: Call & { watched: readonly Found[] }): Promise<void> {
  for (const finding of findings(watching, call)) await imposeOnce(watching, finding, call.now);
}

function findings(
  { tables: { conversion, surge } }: Watching,
  { action, subject, watched }: Call & { watched: readonly Found[] },
): Finding[] {
  if (SENDING.includes(action)) return judge(conversion, subject, watched);
  if (!isSurge(surge, watched)) return [];
  return [
    { measure: { kind: "step-up", scope: "all" }, seconds: surge.measureSeconds, sent: 0, verified: 0 },
  ];
}

/** The step is refused where the measure is in force already, so of any number of instances one tells of it. */
async function imposeOnce({ counters, observe }: Watching, finding: Finding, now: Date): Promise<void> {
  const { measure, seconds, sent, verified } = finding;
  const until = new Date(now.getTime() + seconds * 1000);
  const write = imposing(measure, until);
  const unlessInForce = { ...inForce(measure, now), most: 1 };
  const { taken } = await counters.apply({ now, reads: [unlessInForce], writes: [write] });
  if (taken) await observe({ name: "measure-imposed", ...measure, until, sent, verified });
}
