import type { E164 } from "@sixdigit/contracts";
import type { Random } from "@sixdigit/simulation/random";
import type { Addresses } from "./addresses.ts";
import { COUNTRIES, fill, pickCountry, pickNumber } from "./countries.ts";
import { DAY_MS, type Shot } from "./traffic.ts";

const MINUTE_MS = 60_000;
const NETWORKS = 200;
/** Three of the countries that people sign in from. */
const PUMPED = ["ID", "MX", "NG"];

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** A code for one number every half a minute, from one network after the other. */
export function bombing(random: Random, addresses: Addresses, phone: E164): Shot[] {
  const networks = many(NETWORKS, () => addresses.v4());
  return many(DAY_MS / (MINUTE_MS / 2), (index) => ({
    at: index * (MINUTE_MS / 2) + random.below(10_000),
    phone,
    address: networks[index % NETWORKS] ?? "",
    guesses: 0,
    guessesAsStranger: 0,
  }));
}

/** Messages to numbers that pay the attacker: 50 ranges of ten thousand numbers, nobody ever types a code. */
export function pumping(random: Random, addresses: Addresses, scale: number): Shot[] {
  const networks = many(5_000 * scale, () => addresses.v4());
  const countries = COUNTRIES.filter(({ code }) => PUMPED.includes(code));
  const ranges = many(50 * scale, (index) => {
    const pattern = random.pick(countries[index % countries.length]?.numbers ?? []);
    return `${fill(random, pattern.slice(0, -4))}####`;
  });
  return many(100_000 * scale, () => ({
    at: random.below(DAY_MS),
    phone: fill(random, random.pick(ranges)),
    address: random.pick(networks),
    guesses: 0,
    guessesAsStranger: 0,
  }));
}

/** Five guesses at each of very many numbers, in people's own countries and as they are spread over them. */
export function spraying(random: Random, addresses: Addresses, scale: number): Shot[] {
  const networks = many(5_000 * scale, () => addresses.v4());
  return many(100_000 * scale, () => ({
    at: random.below(DAY_MS),
    phone: pickNumber(random, pickCountry(random)),
    address: random.pick(networks),
    guesses: 5,
    guessesAsStranger: 0,
  }));
}

/** Every minute of the day whatever could spend what a number has: messages, guesses at them, guesses by the number. */
export function lockOut(random: Random, addresses: Addresses, phone: E164): Shot[] {
  const networks = many(NETWORKS, () => addresses.v4());
  return many(DAY_MS / MINUTE_MS, (index) => ({
    at: index * MINUTE_MS + random.below(10_000),
    phone,
    address: networks[index % NETWORKS] ?? "",
    guesses: 5,
    guessesAsStranger: 2,
  }));
}
