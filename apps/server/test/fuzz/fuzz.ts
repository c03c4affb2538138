import type { Covered } from "@sixdigit/testing/coverage";
import fc from "fast-check";
import type { Target } from "./targets.ts";

/** `fault`: the status, or how there came to be none, and what was thrown. */
export type Crash = { target: string; text: string; fault: string };
export type Found = { inputs: number; kept: number; crashes: Crash[] };

type Given = {
  target: Target;
  /** Everything follows from it but the time. */
  seed: number;
  /** Whether there is time for one more. */
  goesOn: () => boolean;
  /** What was wrong then, if anything was. */
  send: (target: Target, text: string) => Promise<string | undefined>;
  /** What was run of the sources since it was last asked. */
  taken: () => Promise<Covered[]>;
  /** Is told of each crash at once. */
  report?: (crash: Crash) => void;
};

const LONGEST = 2_000;
/** What crashes so often is found; and where a server is gone, everything crashes. */
const MOST_CRASHES = 25;

/**
 * Changes texts, and goes on from those that made the sources run in a way that none did before. A crash is an answer of
 * 500 or more, none at all, and what was thrown and not caught; the next text is tried all the same.
 */
export async function fuzz({ target, seed, goesOn, send, taken, report }: Given): Promise<Found> {
  const corpus = [...target.seeds];
  const ways = new Set<string>();
  const found: Found = { inputs: 0, kept: 0, crashes: [] };

  async function tryOne(text: string): Promise<void> {
    const fault = await send(target, text);
    found.inputs += 1;
    const isNew = waysOf(await taken()).filter((way) => !ways.has(way) && ways.add(way)).length > 0;
    if (isNew) corpus.push(text);
    if (fault === undefined) return;
    found.crashes.push({ target: target.name, text, fault });
    report?.({ target: target.name, text, fault });
  }

  for (const text of target.seeds) await tryOne(text);
  for (let round = 0; found.crashes.length < MOST_CRASHES && goesOn(); round++) {
    const [changed = ""] = fc.sample(changedFrom(corpus, target.words), { seed: seed + round, numRuns: 1 });
    await tryOne(changed);
  }
  return { ...found, kept: corpus.length - target.seeds.length };
}

/** One for each function: which of its blocks were run. */
function waysOf(covered: readonly Covered[]): string[] {
  return covered.flatMap(({ url, functions }) =>
    functions.map(({ ranges }) => {
      const blocks = ranges.map(
        ({ startOffset, endOffset, count }) => `${startOffset}-${endOffset}:${count > 0}`,
      );
      return `${url} ${blocks.join(" ")}`;
    }),
  );
}

/** A text of the corpus with some pieces exchanged, for a word of the target, for anything, or for a piece of another. */
function changedFrom(corpus: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...words),
    fc.string({ maxLength: 8 }),
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.tuple(fc.constantFrom(...words), fc.nat(400)).map(([word, times]) => word.repeat(times)),
    fc.tuple(fc.constantFrom(...corpus), fc.nat(), fc.nat(12)).map(([other, at, length]) => {
      const from = at % (other.length + 1);
      return other.slice(from, from + length);
    }),
  );
  const edit = fc.record({ at: fc.nat(), drop: fc.nat(6), piece });
  // Those that were found last are changed most: they are the furthest from what was tried.
  const from = fc.oneof(fc.constantFrom(...corpus), fc.constantFrom(...corpus.slice(-8)));
  return fc.tuple(from, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits
      .reduce((changed, { at, drop, piece: added }) => {
        const place = at % (changed.length + 1);
        return changed.slice(0, place) + added + changed.slice(place + drop);
      }, text)
      .slice(0, LONGEST),
  );
}
