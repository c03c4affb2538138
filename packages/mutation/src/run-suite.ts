import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KILLED, type Report } from "./report.ts";
import type { Suite } from "./suites.ts";
import type { Workplace } from "./workplace.ts";

/** A machine that is busy must not be taken for a test that noticed something. */
const PATIENCE = { timeoutMS: 10_000, timeoutFactor: 2 };

/** Mutates one package. What was noticed before and has not changed since is not tried again. */
export async function runSuite({ name, mutate, without }: Suite, place: Workplace): Promise<void> {
  const folder = join(place.sources, "packages", name);
  const report = place.file(`${name}.json`);
  const vitest = vitestConfig(without);
  const before = place.file(`${name}.incremental.json`);
  await forgetSurvivors(before);
  const stryker = {
    testRunner: "vitest",
    plugins: [place.plugin],
    mutate,
    inPlace: true,
    concurrency: 2,
    coverageAnalysis: "perTest",
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report },
    // To find out which files have to do with a mutation takes longer than to run them.
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    incremental: true,
    incrementalFile: before,
    tempDirName: place.file(`${name}.tmp`),
    ...PATIENCE,
  };
  await writeFile(join(folder, "vitest.mutation.config.ts"), vitest);
  await writeFile(join(folder, "stryker.config.json"), JSON.stringify(stryker));
  const tool = spawn(process.execPath, [place.stryker, "run", "stryker.config.json"], {
    ...{ cwd: folder, stdio: "inherit" },
  });
  const [exitCode] = await once(tool, "exit");
  if (exitCode !== 0) throw new Error(`Stryker ended with ${exitCode} in ${name}`);
}

/** What was not noticed is tried again, since a test may do so by now: of what runs at load Stryker cannot tell which. */
async function forgetSurvivors(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const report: Report = JSON.parse(await readFile(file, "utf8"));
  for (const each of Object.values(report.files)) {
    each.mutants = each.mutants.filter(({ status }) => KILLED.includes(status));
  }
  await writeFile(file, JSON.stringify(report));
}

/**
 * One worker for all files, as no file leaves anything behind: each mutation has a new one. Small files first, since the first
 * test that notices ends the run.
 */
function vitestConfig(without: readonly string[]): string {
  return `import { statSync } from "node:fs";
import { mergeConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import base from "./vitest.config.ts";
const sizeOf = ({ moduleId }) => statSync(moduleId).size;
class SmallFirst extends BaseSequencer {
  async sort(files) {
    return files.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  }
}
const test = { exclude: ${JSON.stringify(without)}, isolate: false, sequence: { sequencer: SmallFirst } };
export default mergeConfig(base, { test });
`;
}
