import type { E164 } from "@sixdigit/contracts";
import type { Random } from "@sixdigit/simulation/random";
import type { Addresses } from "./addresses.ts";
import { type Country, pickCountry, pickNumber } from "./countries.ts";
import { pickTime } from "./rhythm.ts";
import { DAY_MS, type Visit } from "./traffic.ts";

type Person = { phone: E164; country: Country; address: string; isAtWork: boolean };

const OFFICE = 200;
const CARRIER = 3_000;
/** Of those behind a shared address, half are behind that of a carrier. */
const BEHIND_CARRIERS = 0.5;
const SECOND_DEVICE = 0.1;
const SEEN_BEFORE = 0.7;
const TRAVELLING = 0.03;

/** People of all countries, a third of them behind addresses of offices and carriers. */
function population(random: Random, addresses: Addresses, count: number): Person[] {
  const shared = Math.floor(count / 3);
  const carriers = Math.round((shared * BEHIND_CARRIERS) / CARRIER);
  const people: Person[] = [];
  for (let carrier = 0; carrier < carriers; carrier += 1)
    people.push(...crowd(random, addresses, CARRIER, false));
  while (people.length < shared) {
    people.push(...crowd(random, addresses, Math.min(OFFICE, shared - people.length), true));
  }
  while (people.length < count) {
    const country = pickCountry(random);
    people.push({ phone: pickNumber(random, country), country, address: addresses.home(), isAtWork: false });
  }
  return people;
}

/** People of one country behind one address. */
function crowd(random: Random, addresses: Addresses, size: number, isAtWork: boolean): Person[] {
  const [country, address] = [pickCountry(random), addresses.v4()];
  return Array.from({ length: size }, () => ({
    phone: pickNumber(random, country),
    country,
    address,
    isAtWork,
  }));
}

function visitOf(random: Random, person: Person, browser: string): Visit {
  return {
    at: pickTime(random, person.country.utcOffset, person.isAtWork),
    phone: person.phone,
    browser: `${person.phone} ${browser}`,
    address: person.address,
    isAbandoned: random.chance(0.08),
    hasTypo: random.chance(0.12),
    wantsResend: random.chance(0.05),
    typesAfterMs: 8_000 + random.below(40_000),
  };
}

/** One sign-in of each of so many people, and those of the day before, in the same browser, of whoever was seen then. */
export function peopleOfADay(random: Random, addresses: Addresses, count: number) {
  const people = population(random, addresses, count);
  const before = people
    .filter(() => random.chance(SEEN_BEFORE))
    .map((person) => visitOf(random, person, "first browser"))
    .map((visit) => ({ ...visit, at: visit.at - DAY_MS }));
  const visits = people.map((person) => {
    const browser = random.chance(SECOND_DEVICE) ? "second browser" : "first browser";
    const visit = visitOf(random, person, browser);
    return random.chance(TRAVELLING) ? { ...visit, address: addresses.v4() } : visit;
  });
  return { before, visits };
}
