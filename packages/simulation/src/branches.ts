import { readFileSync } from "node:fs";
import { type Covered, watchCoverage } from "@sixdigit/testing/coverage";

/** The use cases, what the limits do with a call, and the in-memory store but for its deliveries. */
const WATCHED = new RegExp(
  [
    "/packages/auth/src/",
    "/packages/rate-limit/src/(attempt|conversion|limits|line|measures|memory|places|receipt|rule-lines|step-reads|surge|verdict|watch|window)\\.ts$",
    "/packages/db/src/memory/(account|audit|challenges|complete-sign-in|sessions)\\.ts$",
  ].join("|"),
);

/** What was not taken: a place in the sources, and the text there. */
export type Unmet = { place: string; text: string };

/**
 * Watches which branches of the use cases, the limits and the in-memory store are taken. To be started before they are loaded.
 *
 * @returns a function that tells what was not taken
 */
export async function watchBranches(): Promise<() => Promise<Unmet[]>> {
  const take = await watchCoverage(WATCHED);
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
