// `pnpm simulate`: 100,000 seeds, which take some minutes. `--seeds 1000000`: so many. `--seed 42`: one, line by line.
import { createMemoryStore } from "@sixdigit/db";
import { orEnd, readOptions } from "@sixdigit/testing/options";
import { LATE_MS } from "./ledger.ts";
import { CROWDED_EVERY } from "./limits.ts";
import { PROPERTIES } from "./properties.ts";
import { runSeeds, WATCHED } from "./run-seeds.ts";
import { ACTIONS, simulate } from "./simulate.ts";
import { SKEW_MS } from "./world.ts";

const SHOWN = 20;
const print = (line: string) => process.stdout.write(`${line}\n`);
const { seeds, seed } = orEnd(() =>
  readOptions({ seeds: { least: 1, otherwise: 100_000 }, seed: { least: 0 } }),
);

async function replay(seed: number): Promise<void> {
  const { lines, violated } = await simulate(seed, createMemoryStore(), { isKept: true });
  for (const line of lines) print(line);
  print(violated ? `VIOLATED: ${violated}` : "every property holds");
  if (violated) process.exitCode = 1;
}

async function runMany(seeds: number): Promise<void> {
  const began = performance.now();
  const { labels, failed, missing } = await runSeeds(seeds);
  for (const [label, count] of [...labels].sort()) print(`${String(count).padStart(9)}  ${label}`);
  print(
    `\n${seeds} seeds in ${((performance.now() - began) / 1000).toFixed(0)} s, branches watched in the first ${Math.min(WATCHED, seeds)}, against:`,
  );
  for (const property of Object.values(PROPERTIES)) print(`  ${property}`);
  print(
    `each seed: ${ACTIONS} calls or more, two processes, clocks ${(2 * SKEW_MS) / 60_000} minutes apart and statements ${LATE_MS / 1000} s late at most; small limits in 1 of ${CROWDED_EVERY}`,
  );
  for (const { seed, violated } of failed.slice(0, SHOWN)) print(`VIOLATED by seed ${seed}: ${violated}`);
  const isEnough = seeds >= WATCHED;
  for (const each of missing) print(isEnough ? `NEVER MET: ${each}` : `not met by so few: ${each}`);
  print(`\n${failed.length} violations; ${missing.length} faults, outcomes and branches that were not met`);
  if (!isEnough) print(`(all of them must be from ${WATCHED} seeds on)`);
  if (failed.length > 0 || (isEnough && missing.length > 0)) process.exitCode = 1;
}

await (seed === undefined ? runMany(seeds) : replay(seed));
