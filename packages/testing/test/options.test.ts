import { expect, it } from "vitest";
import { readOptions } from "../src/options.ts";

const options = { seeds: { least: 1, otherwise: 9 }, seed: { least: 0 }, only: { otherwise: "" } };
const read = (...args: string[]) => readOptions(options, args);

it("the options of a command are numbers and texts, each with what it is otherwise", () => {
  expect(read()).toEqual({ seeds: 9, seed: undefined, only: "" });
  expect(read("--seeds", "1000000", "--seed", "0", "--only=a")).toEqual({
    seeds: 1_000_000,
    seed: 0,
    only: "a",
  });
});

it.each([
  [["--seeds", "0"], "--seeds must be a whole number, 1 or more, and not 0"],
  [["--seeds", "1e3"], "--seeds must be a whole number, 1 or more, and not 1e3"],
  [["--seed=-1"], "--seed must be a whole number, 0 or more, and not -1"],
  [["--nonsense"], "what can be said is --seeds, --seed, --only, each with a value behind it"],
  [["--seed"], "what can be said is --seeds, --seed, --only, each with a value behind it"],
  [["42"], "what can be said is --seeds, --seed, --only, each with a value behind it"],
])("%j is refused in one line: %s", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
