import { expect, it } from "vitest";
import { fuzz } from "./fuzz/fuzz.ts";

const SECRET = "crash";
const target = {
  name: "a field",
  seeds: ["hello"],
  words: [...SECRET],
  sent: (text: string) => ({ path: "/", body: text }),
};

/** How much of the secret a text begins with: each letter more is another branch. */
function depthOf(text: string): number {
  const wrong = [...SECRET].findIndex((letter, index) => text[index] !== letter);
  return wrong === -1 ? SECRET.length : wrong;
}

async function fuzzed({ isGuided, inputs }: { isGuided: boolean; inputs: number }) {
  let left = inputs;
  let depth = 0;
  return fuzz({
    target,
    seed: 1,
    goesOn: () => left-- > 0,
    send: async (_target, text) => {
      depth = depthOf(text);
      return depth === SECRET.length ? 500 : 400;
    },
    taken: async () => {
      const ranges = [{ startOffset: 0, endOffset: isGuided ? depth : 0, count: 1 }];
      return [{ url: "file:///some.ts", functions: [{ ranges }] }];
    },
  });
}

it("the fuzzing goes on from texts that lead to a new branch, and so finds a crash that lies deep", async () => {
  const { crashes, kept } = await fuzzed({ isGuided: true, inputs: 3_000 });
  expect(crashes[0]).toMatchObject({ target: "a field", status: 500 });
  expect(crashes[0]?.text.startsWith(SECRET)).toBe(true);
  expect(kept).toBeGreaterThanOrEqual(SECRET.length);
  const blind = await fuzzed({ isGuided: false, inputs: 3_000 });
  expect(blind.crashes).toEqual([]);
});
