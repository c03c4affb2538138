import { readFileSync } from "node:fs";
import { type Covered, watchCoverage } from "@sixdigit/testing/coverage";

/** What was not taken: a place in the sources, and the text there. */
export type Unmet = { place: string; text: string };

/**
 * Watches which branches of the domain are taken. To be started before the domain is loaded.
 *
 * @returns a function that tells what was not taken
 */
export async function watchBranches(): Promise<() => Promise<Unmet[]>> {
  const take = await watchCoverage(/\/packages\/auth\/src\//);
  return async () => (await take()).flatMap(unmetOf);
}

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
