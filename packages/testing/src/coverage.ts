import { Session } from "node:inspector/promises";

/** One file, with the blocks of each of its functions and whether they were run. */
export type Covered = { url: string; functions: { ranges: Block[] }[] };
type Block = { startOffset: number; endOffset: number; count: number };

/**
 * Watches by the engine's own coverage what is run of some files. To be started before they are loaded.
 *
 * @returns a function that tells what was run since it was last asked
 */
export async function watchCoverage(
  files: RegExp,
  { counts = false } = {},
): Promise<() => Promise<Covered[]>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: counts, detailed: true });
  return async () => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    return result.filter(({ url }) => files.test(url));
  };
}
