export type Journal = ReturnType<typeof createJournal>;

/** What happened in one run: each kind of thing counted, and line by line where somebody reads it. */
export function createJournal({ now, isKept }: { now: () => number; isKept: boolean }) {
  const labels = new Map<string, number>();
  const lines: string[] = [];
  let violated: string | undefined;
  const tell = (line: () => string) => {
    if (isKept) lines.push(`${(now() / 1000).toFixed(3).padStart(9)} s  ${line()}`);
  };
  return {
    labels,
    lines,
    tell,
    /** The first property that did not hold. */
    violated: () => violated,
    /** Counts a kind of thing: a fault, a branch, an outcome. */
    met(label: string): void {
      labels.set(label, (labels.get(label) ?? 0) + 1);
    },
    /** To be looked at after each step: who calls a port may catch what it throws. */
    hold(property: string, holds: boolean): void {
      if (holds || violated !== undefined) return;
      violated = property;
      tell(() => `VIOLATED: ${property}`);
    },
  };
}
