import { chanceOf } from "../day/attack.ts";
import type { Outcome } from "../day/run-day.ts";
import type { AttackName, VictimPlace } from "../traffic/traffic.ts";

/** What is looked at, and what it must not pass; without a `most` it is told only. */
export type Row = {
  name: string;
  /** The attack that it is about; without one, any. */
  attack?: AttackName;
  value(outcome: Outcome): number;
  most?: number;
  /** Whether `most` itself is too much. */
  isBelow?: boolean;
  write(value: number): string;
};

const AT_ONCE_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;
const HOUR_IN_MINUTES = 60;

const percent = (value: number): string => {
  const digits = value === 0 || value >= 0.1 ? 0 : value >= 0.01 ? 1 : 3;
  return `${(value * 100).toFixed(digits)} %`;
};
const count = (value: number) => value.toLocaleString("en");
const minutes = (value: number) =>
  value === NEVER ? "not that day" : `${Math.ceil(value)} ${Math.ceil(value) === 1 ? "minute" : "minutes"}`;

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, each) => all + each, 0);

/** The longest time until the victim was signed in, in minutes. */
const longest =
  (place: VictimPlace) =>
  ({ victim }: Outcome) =>
    Math.max(...victim[place].map((took) => (took === null ? NEVER : took / 60_000)));

export const ROWS: readonly Row[] = [
  {
    name: "pumping requests that are paid for",
    attack: "pumping",
    value: ({ attacks: { pumping } }) => (pumping ? pumping.paid / pumping.requests : 0),
    most: 0.01,
    write: percent,
  },
  {
    name: "messages to the bombed number",
    attack: "bombing",
    value: ({ sentToBombed }) => sentToBombed,
    most: 10,
    write: count,
  },
  {
    name: "chance of any take-over by the spray",
    attack: "spraying",
    value: ({ attacks: { spraying } }) => chanceOf(spraying?.compared ?? {}),
    most: 0.01,
    isBelow: true,
    write: percent,
  },
  {
    name: "victim on a known browser: sign-ins that did not work at once",
    attack: "lock-out",
    value: ({ victim }) =>
      victim["known browser"].filter((took) => took === null || took > AT_ONCE_MS).length,
    most: 0,
    write: count,
  },
  {
    name: "victim on a new browser, where they signed in before: longest wait",
    attack: "lock-out",
    value: longest("new browser at home"),
    most: HOUR_IN_MINUTES,
    write: minutes,
  },
  {
    name: "victim on a new browser, at an address that they never used: longest wait",
    attack: "lock-out",
    value: longest("new browser elsewhere"),
    most: HOUR_IN_MINUTES,
    write: minutes,
  },
  {
    name: "honest sign-ins that are refused or see a proof of more than 2 s",
    value: ({ people }) => (sum(people.refused) + people.sawSlowProof) / people.visits,
    most: 0.001,
    write: percent,
  },
  {
    name: "honest sign-ins that see a proof at all",
    value: ({ people }) => people.sawProof / people.visits,
    write: percent,
  },
  {
    name: "messages of the spray that are paid for",
    attack: "spraying",
    value: ({ attacks }) => attacks.spraying?.paid ?? 0,
    write: count,
  },
  { name: "messages in all", value: ({ sent }) => sent, write: count },
];

export function isMet({ most, isBelow }: Row, value: number): boolean {
  return most === undefined || (isBelow ? value < most : value <= most);
}
