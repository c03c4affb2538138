import type { Covered } from "@sixdigit/testing/coverage";
import { fuzz } from "./fuzz.ts";
import { sendRaw } from "./send-raw.ts";
import type { Target } from "./targets.ts";
import type { Uncaught } from "./uncaught.ts";
import type { Watched } from "./watchdog.ts";

type Given = {
  places: readonly Target[];
  url: string;
  minutes: number;
  seed: number;
  uncaught: Pick<Uncaught, "taken">;
  taken: () => Promise<Covered[]>;
  print: (line: string) => void;
  watch?: (watched: Watched) => void;
  patienceMs?: number;
};

/**
 * Fuzzes a server at one place after the other, each for the same time, and prints each crash as soon as it is found.
 *
 * @returns how many crashes there were
 */
export async function fuzzPlaces(given: Given): Promise<number> {
  const { places, url, minutes, seed, uncaught, taken, print, watch, patienceMs } = given;
  let inputs = 0;
  let crashes = 0;
  const report = (place: string, text: string, fault: string) => {
    crashes += 1;
    print(`CRASH at ${place} (${fault}): ${JSON.stringify(text)}`);
  };
  for (const target of places) {
    const ends = performance.now() + (minutes * 60_000) / places.length;
    const found = await fuzz({
      target,
      seed,
      goesOn: () => performance.now() < ends,
      async send({ name, sent }, text) {
        watch?.({ place: name, text });
        const { fault } = await sendRaw(url, sent(text), patienceMs);
        // What a text has set going may be thrown when a later one is sent: then it is told with that.
        return [fault ?? [], uncaught.taken()].flat().join("; ") || undefined;
      },
      taken,
      report: ({ text, fault }) => report(target.name, text, fault),
    });
    print(
      `${String(found.inputs).padStart(7)} texts, ${String(found.kept).padStart(4)} new ways  ${target.name}`,
    );
    inputs += found.inputs;
  }
  print(`\n${inputs} texts at ${places.length} places: ${crashes} crashes`);
  return crashes;
}
