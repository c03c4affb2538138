// `pnpm fuzz`: five minutes. `--minutes 60`: so many. `--seed 42`: other texts. `--only cookie`: targets of that name.
import { watchCoverage } from "@sixdigit/testing/coverage";
import { orEnd, readOptions } from "@sixdigit/testing/options";
import { fuzzPlaces } from "./fuzz-places.ts";
import { targets } from "./targets.ts";
import { noteUncaught } from "./uncaught.ts";
import { startWatchdog } from "./watchdog.ts";

const print = (line: string) => process.stdout.write(`${line}\n`);
const { minutes, seed, only } = orEnd(() =>
  readOptions({
    minutes: { least: 1, otherwise: 5 },
    seed: { least: 0, otherwise: 1 },
    only: { otherwise: "" },
  }),
);

const places = targets.filter(({ name }) => name.includes(only));
orEnd(() => {
  const names = targets.map(({ name }) => name).join(", ");
  if (places.length === 0)
    throw new Error(`--only must be a part of one of these, and not ${only}: ${names}`);
});

const taken = await watchCoverage(/\/(?:apps|packages)\/[a-z-]+\/src\//, { counts: true });
// The sources are loaded when they are already being watched.
const { startFuzzed } = await import("./start-fuzzed.ts");
const app = await startFuzzed();

using uncaught = noteUncaught();
await using watchdog = await startWatchdog();
const crashes = await fuzzPlaces({
  ...{ places, url: app.url, minutes, seed, uncaught, taken, print },
  watch: watchdog.watch,
});
await app[Symbol.asyncDispose]();
const late = uncaught.taken();
for (const fault of late) print(`CRASH after the last text (${fault})`);
if (crashes + late.length > 0) process.exitCode = 1;
