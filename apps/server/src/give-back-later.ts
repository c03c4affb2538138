import type { Counters } from "@sixdigit/rate-limit";
import type { Gate } from "./gate.ts";

type Step = Parameters<Counters["apply"]>[0];

/** Each is one message or one sign-in that was under way when the counters went: there cannot be many more. */
const MOST = 1_000;

/**
 * Counters behind a gate. What would only give points back while it is closed is done when it opens, so that an outage costs
 * nobody a message. A step that was under way is not done again: it may have happened, and what is given back twice is free.
 */
export function givingBackLater(counters: Counters, gate: Gate): Counters {
  const behind = gate.guarded(counters, ["close"]);
  const kept: Step[] = [];

  async function giveBack(): Promise<void> {
    for (let step = kept.shift(); step; step = kept.shift()) await behind.apply(step);
  }
  // What fails then is lost; the points come back with the end of their window.
  gate.onOpen(() => void giveBack().catch(() => undefined));

  return {
    ...behind,
    async apply(step) {
      if (gate.isOpen() || !onlyGivesBack(step)) return behind.apply(step);
      if (kept.length < MOST) kept.push(step);
      return { taken: true, found: [] };
    },
  };
}

function onlyGivesBack({ reads, writes }: Step): boolean {
  return reads.length === 0 && writes.length > 0 && writes.every(({ points }) => points < 0);
}
