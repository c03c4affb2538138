import { createRandom } from "@sixdigit/simulation/random";
import { ATTACKS, type AttackName, DAY_MS, type Day } from "../traffic/traffic.ts";
import { type AttackTally, sendAttackers } from "./attack.ts";
import { createClient } from "./client.ts";
import type { Defence } from "./defences.ts";
import { recallSignIns } from "./history.ts";
import { type PeopleTally, sendPeople } from "./people.ts";
import { createService } from "./service.ts";
import { attackersWorker, type Temper } from "./speeds.ts";
import { createTimeline } from "./timeline.ts";
import { sendVictim, type VictimTally } from "./victim.ts";

export type Outcome = {
  people: PeopleTally;
  attacks: Partial<Record<AttackName, AttackTally>>;
  victim: VictimTally;
  /** To the bombed number, and in all on the day. */
  sentToBombed: number;
  sent: number;
  events: readonly string[];
};

export type DayGiven = { day: Day; defence: Defence; attacks: readonly AttackName[]; temper: Temper };

const START = new Date("2026-03-02T00:00:00Z");
const HOUR_MS = 3_600_000;

/** The day once, from the evening of the day before on, with some of its attackers against one defence. */
export async function runDay({ day, defence, attacks, temper }: DayGiven): Promise<Outcome> {
  const timeline = createTimeline(-8 * DAY_MS);
  const service = createService({ defence, timeline, random: createRandom(1), start: START });
  const client = createClient({ service, defence, timeline });
  const world = { service, client, timeline };
  recallSignIns(service.limits, timeline, day.visits);
  sendPeople(world, day.before);
  for (let hour = 1; hour < 24; hour += 1) timeline.at(hour * HOUR_MS, service.sweep);
  let sentBefore = 0;
  timeline.at(0, async () => {
    sentBefore = service.sent();
  });
  const worker = attackersWorker(temper, timeline);
  const tallies = ATTACKS.filter((name) => attacks.includes(name)).map(
    (name) => [name, sendAttackers(world, day.shots[name], worker)] as const,
  );
  const people = sendPeople(world, day.visits);
  const victim = sendVictim(world, day.victim);
  await timeline.run();
  return {
    people,
    attacks: Object.fromEntries(tallies),
    victim,
    sentToBombed: service.sentTo(day.bombed),
    sent: service.sent() - sentBefore,
    events: service.events.map((event) =>
      event.name === "measure-imposed" ? `${event.kind} ${event.scope}` : `${event.name} ${event.percent}`,
    ),
  };
}
