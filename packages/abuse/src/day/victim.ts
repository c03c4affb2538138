import { DAY_MS, type Day, VICTIM_PLACES, type VictimPlace, type VictimVisit } from "../traffic/traffic.ts";
import type { Client } from "./client.ts";
import type { Service } from "./service.ts";
import { signIn } from "./sign-in.ts";
import { phoneWorker } from "./speeds.ts";
import type { Timeline } from "./timeline.ts";

type World = { client: Client; service: Service; timeline: Timeline };

/** For each visit how long it took until the victim was signed in, in milliseconds; null where the day was over before. */
export type VictimTally = Record<VictimPlace, (number | null)[]>;

/** Nobody asks more often, whatever they are told. */
const LEAST_WAIT_MS = 30_000;

/** The person whose number is attacked. Who is told to wait comes back then, as often as it takes. */
export function sendVictim(world: World, { phone, visits }: Day["victim"]): VictimTally {
  const tally = Object.fromEntries(VICTIM_PLACES.map((place) => [place, []])) as unknown as VictimTally;
  for (const visit of visits) {
    const index = tally[visit.place].push(null) - 1;
    void comeUntilIn(world, phone, visit).then((took) => (tally[visit.place][index] = took));
  }
  return tally;
}

async function comeUntilIn(world: World, phone: Day["victim"]["phone"], visit: VictimVisit) {
  const mood = { isAbandoned: false, hasTypo: false, wantsResend: false, typesAfterMs: 20_000 };
  for (let at = visit.at; at < DAY_MS; ) {
    const end = await signIn(world, { ...visit, at, phone, ...mood }, phoneWorker);
    if (typeof end === "string") return world.timeline.now() - visit.at;
    at = world.timeline.now() + Math.max(LEAST_WAIT_MS, end.refused.retryAfterSeconds * 1000);
  }
  return null;
}
