import {
  chanceOf,
  guessesAtANumber,
  guessesAtNumbers,
  messagesInADay,
  type RiskSettings,
} from "@sixdigit/rate-limit";
import type { Config } from "../config.ts";
import { tablesOf } from "../limits-for.ts";

const YEAR = 365;
/** What a message to a country without a price in `SMS_PRICES` is taken to cost, in dollars. */
const USUAL_PRICE = 0.05;

/** Past these a setting is warned of. */
export const RISK_LINES = { numberInAYear: 0.03, sprayInADay: 0.1, dollarsInADay: 1_000 };

type RiskConfig = Pick<
  Config,
  | "limitsEnabled"
  | "limitChanges"
  | "dailyCap"
  | "proofPolicy"
  | "codeLength"
  | "maxAttempts"
  | "allowedCountries"
  | "smsPrices"
  | "testPhones"
>;

/** What an attacker can do at most by these settings, in words and numbers, for `pnpm risk`. */
export function describeRisk(config: RiskConfig): { lines: string[]; warnings: string[] } {
  const settings = { ...config, tables: tablesOf(config) };
  const { surge } = settings.tables;
  const one = guessesAtANumber(settings);
  const dollars = messagesInADay(settings).all * dearest(config);
  const lines = [
    `Guessing, at codes of ${config.codeLength} digits. By the hard lines alone, from any number of networks, with every proof of work`,
    "solved, before any measure against an attack; its numbers' owners sign in every day, which forgets failures:",
    "",
    row("numbers", "guesses a day", "take-over in a day", "in a year"),
    ...[1, 1_000, 100_000].map((numbers) => spray(numbers, settings)),
    "",
    `A number a day: ${count(one.asHolder)} at codes that were asked for, ${count(one.asStranger)} by the number alone; a browser that has signed`,
    `in to it before has ${count(one.withKnownBrowser)} more. While its owner does not sign in, ${count(one.inARow)} in all (${percent(chanceOf(one.inARow, config.codeLength))}), then an`,
    "operator unlocks it.",
    "",
    `Measures lower that while an attack is seen: past ${count(surge.minimum)} wrong codes in an hour new codes have ${surge.codeLength} digits, and`,
    "countries and ranges where next to nothing is verified get no messages.",
    "",
    `Messages: ${count(messagesInADay(settings).all)} a day, ${count(messagesInADay(settings).toStrangers)} of them for browsers that are not known.`,
    `The largest bill of a day: ${money(dollars)}, at ${money(dearest(config))} for a message, the dearest ${priceSource(config)}.`,
  ];
  return { lines, warnings: warningsOf(config, settings, dollars) };
}

function spray(numbers: number, settings: RiskSettings): string {
  const guesses = guessesAtNumbers(numbers, settings);
  const chance = (days: number) => percent(chanceOf(guesses * days, settings.codeLength));
  return row(count(numbers), count(guesses), chance(1), chance(YEAR));
}

function warningsOf(config: RiskConfig, settings: RiskSettings, dollars: number): string[] {
  const { numberInAYear, sprayInADay, dollarsInADay } = RISK_LINES;
  const { codeLength } = config;
  const atOne = chanceOf(guessesAtANumber(settings).inADay * YEAR, codeLength);
  const atMany = chanceOf(guessesAtNumbers(100_000, settings), codeLength);
  const known: [boolean, string][] = [
    [!config.limitsEnabled, "ENABLE_RATE_LIMIT=false: nothing bounds messages, and what they cost."],
    [
      atOne > numberInAYear,
      `A number is taken over with ${percent(atOne)} in a year, more than ${percent(numberInAYear)}: lower LIMITS sends-per-phone-day.hard or OTP_MAX_ATTEMPTS, or raise OTP_LENGTH.`,
    ],
    [
      atMany > sprayInADay,
      `One of 100,000 numbers is taken over with ${percent(atMany)} in a day, more than ${percent(sprayInADay)}: lower SMS_DAILY_CAP, or raise OTP_LENGTH (8 digits: a hundredth).`,
    ],
    [
      dollars > dollarsInADay,
      `The bill of a day can be ${money(dollars)}, more than ${money(dollarsInADay)}: lower SMS_DAILY_CAP, or list fewer SMS_ALLOWED_COUNTRIES.`,
    ],
    [
      config.allowedCountries === "*",
      "SMS_ALLOWED_COUNTRIES=*: messages go wherever an attacker earns by them.",
    ],
    [config.proofPolicy === "never", "PROOF_POLICY=never: attackers work for nothing, up to the hard lines."],
    [config.testPhones.codes.size > 0, "TEST_PHONES: their codes never change, so guesses at them add up."],
  ];
  return known.flatMap(([isSo, line]) => (isSo ? [line] : []));
}

/** A country without a price costs what `*` does, or the usual. */
function dearest({ smsPrices, allowedCountries }: RiskConfig): number {
  const otherwise = smsPrices.get("*") ?? USUAL_PRICE;
  const priced = allowedCountries === "*" ? [...smsPrices.keys()] : [...allowedCountries];
  const rest = allowedCountries === "*" ? [otherwise] : [];
  return Math.max(...rest, ...priced.map((country) => smsPrices.get(country) ?? otherwise));
}

function priceSource({ smsPrices }: RiskConfig): string {
  return smsPrices.size > 0 ? "of SMS_PRICES" : "that is usual (SMS_PRICES is not set)";
}

function row(...cells: string[]): string {
  return cells.map((cell) => cell.padStart(20)).join("");
}

function count(number: number): string {
  return Number.isFinite(number) ? number.toLocaleString("en-US") : "any number of";
}

function percent(chance: number): string {
  return `${Number((chance * 100).toPrecision(2))} %`;
}

function money(dollars: number): string {
  return Number.isFinite(dollars)
    ? `$${dollars.toLocaleString("en-US", { maximumFractionDigits: 4 })}`
    : "without end";
}
