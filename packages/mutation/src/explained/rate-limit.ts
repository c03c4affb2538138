import type { Explained } from "../explained.ts";

export const rateLimit: readonly Explained[] = [
  {
    file: "src/conversion.ts",
    original: '""',
    why: "a scope without a key is `all`, and no rule is by that",
  },
  {
    file: "src/limits.ts",
    original: "proof === undefined",
    replacement: "false",
    why: "no text is no solution either",
  },
  {
    file: "src/measures.ts",
    original: '""',
    why: "what is no measure has no kind, and then its scope is not looked at",
  },
  {
    file: "src/measures.ts",
    original: "[]",
    why: "what is no measure has no kind, and then its scope is not looked at",
  },
  {
    file: "src/measures.ts",
    original: "phone.length - SHORTEST_RANGE",
    replacement: "phone.length + SHORTEST_RANGE",
    why: "beyond the whole number there is only the number again, and each range counts once",
  },
  {
    file: "src/memory.ts",
    original: "points < 0",
    replacement: "points <= 0",
    why: "no points are not written at all",
  },
  {
    file: "src/memory.ts",
    original: "steps += 1",
    replacement: "steps -= 1",
    why: "every 10,000th step is also one when they are counted backwards",
  },
  {
    file: "src/memory.ts",
    original: "[]",
    why: "no series and no slice is called so",
  },
  {
    file: "src/memory.ts",
    original: "found[index]?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/memory.ts",
    original: "used < most",
    replacement: "false",
    why: "where there is room no slice reaches the line",
  },
  {
    file: "src/memory.ts",
    original: "slice >= from",
    replacement: "true",
    why: "counted from the newest back, those in the window reach the line first",
  },
  {
    file: "src/memory.ts",
    original: "series?.slices",
    replacement: "series.slices",
    why: "a series that has slices is there",
  },
  {
    file: "src/operator.ts",
    original: '""',
    why: "every number is counted under something; the type asks for it",
  },
  {
    file: "src/operator.ts",
    original: '"measure:"',
    why: "what is no measure is left out all the same",
  },
  {
    file: "src/operator.ts",
    original: "found[0]?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/proof.ts",
    original: '""',
    why: "stands for parameters that are missing, which are none, and for no network",
  },
  {
    file: "src/proof.ts",
    original: "{ return undefined; }",
    why: "what could not be read has no algorithm either",
  },
  {
    file: "src/proof.ts",
    original: 'typeof challenge !== "string"',
    replacement: "false",
    why: "what is no text is not that of a puzzle; the type asks for it",
  },
  {
    file: "src/proof.ts",
    original: 'typeof signature !== "string"',
    replacement: "false",
    why: "what is no text is not that of a puzzle; the type asks for it",
  },
  {
    file: "src/proof.ts",
    original: "derive(key, who).slice(0, 22)",
    why: "it only makes the puzzle shorter",
  },
  {
    file: "src/attempt.ts",
    original: '"never"',
    why: "what is neither of the other policies asks for nothing",
  },
  {
    file: "src/attempt.ts",
    original: "found[index]?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/brake.ts",
    original: "!(refusal instanceof RateLimiterRes)",
    replacement: "false",
    why: "a counter in memory does not fail in another way",
  },
  {
    file: "src/events.ts",
    original: "found[index]?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/overrides.ts",
    original: '""',
    why: "a change that can be read has each of its parts; the type asks for it",
  },
  {
    file: "src/overrides.ts",
    original: "[]",
    why: "no name and no line can be called so",
  },
  {
    file: "src/verdict.ts",
    original: "found[index]?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/verdict.ts",
    original: "found[index]?.frees",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/verdict.ts",
    original: "raises.get(raisedBy.read.series)?.used",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/verdict.ts",
    original: "lines[index]?.insists",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/verdict.ts",
    original: "frees === undefined",
    replacement: "false",
    why: "it is always there; the type asks for it",
  },
  {
    file: "src/rules.ts",
    original: '"day"',
    why: "the name is another, and what is not an hour is a day",
  },
];
