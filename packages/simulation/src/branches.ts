import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

/** What was not taken: a place in the sources, and the text there. */
export type Unmet = { place: string; text: string };

/**
 * Watches which branches of the domain are taken, by the engine's own coverage. To be started before the domain is loaded.
 *
 * @returns a function that tells what was not taken so far
 */
export async function watchBranches(): Promise<() => Promise<Unmet[]>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
  return async () => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    return result.filter(({ url }) => /\/packages\/auth\/src\//.test(url)).flatMap(unmetOf);
  };
}

type Covered = { url: string; functions: { ranges: Range[] }[] };
type Range = { startOffset: number; endOffset: number; count: number };

function unmetOf({ url, functions }: Covered): Unmet[] {
  const source = readFileSync(new URL(url), "utf8");
  const file = url.slice(url.indexOf("packages/"));
  return functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ count }) => count === 0)
    .map(({ startOffset, endOffset }) => ({
      place: `${file}:${source.slice(0, startOffset).split("\n").length}`,
      text: source.slice(startOffset, endOffset).replace(/\s+/g, " ").trim(),
    }));
}
