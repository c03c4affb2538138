import { createMemoryStore } from "@sixdigit/db";
import { describe, expect, it } from "vitest";
import { PROPERTIES } from "../src/properties.ts";
import { runSeeds } from "../src/run-seeds.ts";
import { simulate } from "../src/simulate.ts";
import { type Broken, brokenLimits, brokenStores } from "./support/broken.ts";
import { brokenUseCases } from "./support/broken-use-cases.ts";
import { overPostgres } from "./support/over-postgres.ts";

const SEEDS = 100_000;
const MINUTE = 60_000;
/** Of earlier texts of the simulation; what they found is kept as a mistake in `broken.ts`. 15602: a sign-in ended its own session, where another instance's clock was ahead. The others: alarms that were false. */
const ONCE_FAILED = [94, 173, 176, 4346, 6314, 8553, 15602, 84410, 87695, 145841];

let running: ReturnType<typeof runSeeds> | undefined;
/** Run once, whichever test asks first. */
function allSeeds() {
  running ??= runSeeds(SEEDS);
  return running;
}

describe("the simulation", () => {
  it(`holds every property in ${SEEDS} seeds, and meets every fault, outcome and branch`, {
    timeout: 30 * MINUTE,
  }, async () => {
    const { seeds, failed, missing } = await allSeeds();
    expect({ seeds, missing, failed }).toEqual({ seeds: SEEDS, missing: [], failed: [] });
  });

  it("goes over Postgres, line by line, as it goes in memory, in the hundred most eventful of them", {
    timeout: 40 * MINUTE,
  }, async () => {
    const { eventful } = await allSeeds();
    expect(eventful).toHaveLength(100);
    const { differing, messages } = await overPostgres(eventful);
    expect(differing).toEqual([]);
    expect(messages).toBeGreaterThan(eventful.length);
  });

  it.each(ONCE_FAILED)("holds every property in seed %d, which once failed", async (seed) => {
    expect((await simulate(seed, createMemoryStore())).violated).toBeUndefined();
  });

  it("replays a seed line by line", async () => {
    for (const seed of [1, 2, 3, 5_000]) {
      const first = await simulate(seed, createMemoryStore(), { isKept: true });
      const again = await simulate(seed, createMemoryStore(), { isKept: true });
      expect(again.lines.length).toBeGreaterThan(10);
      expect(again).toEqual(first);
    }
  });

  async function firstViolation({ from, settings, open }: Broken): Promise<string | undefined> {
    let violated: string | undefined;
    for (let seed = from; seed < from + 20_000 && violated === undefined; seed++) {
      violated = (await simulate(seed, open(), settings)).violated;
    }
    return violated;
  }

  const found = new Set<string | undefined>();
  it.each([...brokenStores, ...brokenLimits, ...brokenUseCases])(
    "finds it when a store, the limits or the use cases $mistake",
    { timeout: 5 * MINUTE },
    async (broken) => {
      const violated = await firstViolation(broken);
      expect(violated).toBe(broken.breaks);
      found.add(violated);
    },
  );

  it("has no property that nothing breaks", () => {
    expect([...found].sort()).toEqual(Object.values(PROPERTIES).sort());
  });
});
