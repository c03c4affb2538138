import { describe, expect, it } from "vitest";
import {
  chanceOf,
  changeTables,
  guessesAtANumber,
  guessesAtNumbers,
  type LimitRule,
  limitTables,
  messagesInADay,
} from "../src/index.ts";
import { ruleOf } from "./support.ts";

const DAY = 86_400;
const YEAR = 365;

/** As it stands in a table: four decimals of a per cent are more than any of them has. */
const percent = (chance: number) => Number((chance * 100).toPrecision(3));

describe("the chance of a right guess", () => {
  it.each([
    // Guesses in a day, digits, chance in a day (%), in a year (%): the known table of online guessing.
    [1_440, 6, 0.144, 40.9],
    [720, 6, 0.072, 23.1],
    [50, 6, 0.005, 1.81],
    [30, 6, 0.003, 1.09],
    [25, 6, 0.0025, 0.908],
    [20, 6, 0.002, 0.727],
    [10, 6, 0.001, 0.364],
    [1_440, 8, 0.00144, 0.524],
    [20, 8, 0.00002, 0.0073],
    // And of a bound on the failures of the whole service.
    [100, 6, 0.01, 3.58],
    [500, 6, 0.05, 16.7],
    [1_000, 6, 0.1, 30.6],
    [5_000, 6, 0.499, 83.9],
    [10_000, 6, 0.995, 97.4],
    [50_000, 6, 4.88, 100],
    [50_000, 8, 0.05, 16.7],
  ])("of %i a day at codes of %i digits is %d %% a day and %d %% a year", (guesses, digits, day, year) => {
    expect(percent(chanceOf(guesses, digits))).toBeCloseTo(day, 3);
    expect(percent(chanceOf(guesses * YEAR, digits))).toBeCloseTo(year, 1);
  });

  it.each([
    [1_000, 0.5],
    [10_000, 4.88],
    [100_000, 39.3],
    [138_629, 50],
  ])("of five at each of %i numbers is %d %%", (numbers, chance) => {
    expect(percent(chanceOf(numbers * 5, 6))).toBeCloseTo(chance, 1);
  });

  it("is nothing without a guess and certain without an end to them", () => {
    expect([chanceOf(0, 6), chanceOf(Number.POSITIVE_INFINITY, 6)]).toEqual([0, 1]);
  });
});

/** Limits on messages to a number alone, as `3 in 15 minutes`. */
function onlySends(...limits: [hard: number, windowSeconds: number][]): readonly LimitRule[] {
  return limits.map(([hard, windowSeconds]) =>
    ruleOf({ hard, windowSeconds, adds: ["open"], refuses: ["open"] }),
  );
}

describe("the guesses at a number that the rules permit in a day", () => {
  it.each([
    ["3 in 15 minutes", [[3, 900]], 5, 1_440],
    ["1 in 10 minutes", [[1, 600]], 5, 720],
    ["10 in a day", [[10, DAY]], 5, 50],
    ["1 in 7 hours, of which a day touches four", [[1, 25_200]], 5, 20],
    ["10 in a day, at three guesses each", [[10, DAY]], 3, 30],
    ["5 in a day", [[5, DAY]], 5, 25],
    [
      "the strictest of three",
      [
        [3, 900],
        [5, 3_600],
        [10, DAY],
      ],
      5,
      50,
    ],
  ] as [string, [number, number][], number, number][])(
    "are, with messages of %s, %#",
    (_what, limits, maxAttempts, guesses) => {
      const tables = { ...limitTables, rules: onlySends(...limits) };
      expect(guessesAtANumber({ tables, codeLength: 6, maxAttempts }).asHolder).toBe(guesses);
    },
  );

  it("are 70 by the rules as they are: five at each of ten messages, and twenty of strangers; 80 in a row", () => {
    expect(guessesAtANumber({ tables: limitTables, codeLength: 6, maxAttempts: 5 })).toEqual({
      asHolder: 50,
      asStranger: 20,
      inADay: 70,
      withKnownBrowser: 50,
      inARow: 80,
    });
  });

  it("are bounded only by what counts each message to a number, refuses it and gives none back", () => {
    const other = [
      ruleOf({ by: "network", hard: 1 }),
      ruleOf({ adds: ["compare"], hard: 1 }),
      ruleOf({ refuses: ["compare"], hard: 1 }),
      ruleOf({ onSuccess: "gives-back", hard: 1 }),
      ruleOf({ callers: "known", hard: 1 }),
    ];
    const rules = [...other, ruleOf({ callers: "unknown", windowSeconds: DAY, hard: 4 })];
    const guesses = (some: readonly LimitRule[]) =>
      guessesAtANumber({ tables: { ...limitTables, rules: some }, codeLength: 6, maxAttempts: 5 });
    const without = Number.POSITIVE_INFINITY;
    expect(guesses(rules)).toMatchObject({ asHolder: 20, asStranger: 20, inARow: without });
    expect(guesses(other)).toMatchObject({ asHolder: without, withKnownBrowser: without });
    const forever = ruleOf({ adds: ["compare"], windowSeconds: null, hard: 7 });
    expect(guesses([...other, forever])).toMatchObject({ inARow: 7 });
    expect(guesses([ruleOf({ windowSeconds: null, hard: 7 })])).toMatchObject({ asHolder: 35 });
  });

  it("of strangers are bounded by what counts them at the number, and not by their networks", () => {
    const strangers = { adds: ["stranger-guess"], refuses: ["stranger-guess"], windowSeconds: DAY } as const;
    const rules = [ruleOf({ ...strangers, by: "network", hard: 1 }), ruleOf({ ...strangers, hard: 7 })];
    const settings = { tables: { ...limitTables, rules }, codeLength: 6, maxAttempts: 5 };
    expect(guessesAtANumber(settings)).toMatchObject({ asStranger: 7 });
  });

  it("follow the settings", () => {
    const changes = [{ name: "sends-per-phone-day", line: "hard", value: 4 }];
    const tables = changeTables(limitTables, { changes });
    expect(guessesAtANumber({ tables, codeLength: 6, maxAttempts: 3 })).toMatchObject({
      asHolder: 12,
      asStranger: 12,
    });
    const lifted = { ...limitTables, rules: limitTables.rules.filter(({ liftable }) => !liftable) };
    expect(guessesAtANumber({ tables: lifted, codeLength: 6, maxAttempts: 5 })).toMatchObject({
      asHolder: Number.POSITIVE_INFINITY,
      asStranger: 20,
    });
  });
});

describe("the guesses at many numbers at once", () => {
  const settings = { tables: limitTables, codeLength: 6, maxAttempts: 5 };

  it("are as many for each as for one, until the messages of the day are spent", () => {
    expect([1, 1_000, 100_000].map((numbers) => guessesAtNumbers(numbers, settings))).toEqual([
      70, 70_000, 90_000,
    ]);
    expect(messagesInADay(settings)).toEqual({ all: 10_000, toStrangers: 9_000 });
  });

  it("have no end where the messages of a day have none", () => {
    const rules = limitTables.rules.filter(({ by }) => by !== "service");
    expect(messagesInADay({ tables: { ...limitTables, rules } })).toEqual({
      ...{ all: Number.POSITIVE_INFINITY, toStrangers: Number.POSITIVE_INFINITY },
    });
  });

  it("are fewer with a smaller cap on messages", () => {
    const tables = changeTables(limitTables, { changes: [], dailyCap: 1_000 });
    expect(guessesAtNumbers(100_000, { ...settings, tables })).toBe(9_000);
  });
});
