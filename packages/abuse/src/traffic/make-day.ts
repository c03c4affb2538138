import type { E164 } from "@sixdigit/contracts";
import { createRandom } from "@sixdigit/simulation/random";
import { createAddresses } from "./addresses.ts";
import { bombing, lockOut, pumping, spraying } from "./attackers.ts";
import { peopleOfADay } from "./people.ts";
import { DAY_MS, type Day, type VictimPlace, type VictimVisit, type Visit } from "./traffic.ts";

const HOUR_MS = 3_600_000;
const VICTIM = "+14155550132" as E164;
const BOMBED = "+14155550177" as E164;
/** When the victim comes, by the hour. */
const VICTIM_HOURS: Readonly<Record<VictimPlace, readonly number[]>> = {
  "known browser": [3, 7, 11, 15, 19, 23],
  "new browser at home": [5, 13, 21],
  "new browser elsewhere": [9, 17],
};

/**
 * A day of people and attackers, which follows from the seed alone. It knows nothing of what is done about them.
 *
 * @param scale 1 for 20,000 sign-ins, 50 pumped ranges and 100,000 requests of each large attack; less has less of everything
 *   but what is about one number
 */
export function makeDay(seed: number, scale = 1): Day {
  const random = createRandom(seed);
  const addresses = createAddresses(random);
  const { before, visits } = peopleOfADay(random, addresses, 20_000 * scale);
  const home = addresses.v4();
  return {
    before: [...before, victimsEve(home)].toSorted((a, b) => a.at - b.at),
    visits,
    shots: {
      bombing: bombing(random, addresses, BOMBED),
      pumping: pumping(random, addresses, scale),
      spraying: spraying(random, addresses, scale),
      "lock-out": lockOut(random, addresses, VICTIM),
    },
    bombed: BOMBED,
    victim: { phone: VICTIM, visits: victimVisits(home, () => addresses.v4()) },
  };
}

const KNOWN = "the victim's own browser";

/** The sign-in by which the victim's browser is known. */
function victimsEve(address: string): Visit {
  const mood = { isAbandoned: false, hasTypo: false, wantsResend: false, typesAfterMs: 20_000 };
  return { at: -DAY_MS / 2, phone: VICTIM, browser: KNOWN, address, ...mood };
}

function victimVisits(home: string, elsewhere: () => string): VictimVisit[] {
  return (Object.keys(VICTIM_HOURS) as VictimPlace[]).flatMap((place) =>
    VICTIM_HOURS[place].map((hour) => ({
      at: hour * HOUR_MS + 600_000,
      place,
      browser: place === "known browser" ? KNOWN : `${place} at ${hour}`,
      address: place === "new browser elsewhere" ? elsewhere() : home,
    })),
  );
}
