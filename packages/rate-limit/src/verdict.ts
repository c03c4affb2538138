import type { Charge } from "@sixdigit/auth";
import { secondsUntil } from "@sixdigit/contracts";
import type { Found, Read } from "./counters.ts";
import type { Line } from "./line.ts";
import type { Solved } from "./proof.ts";

/** When a proof of work is asked for: never, past a soft line, or for every message. */
export type ProofPolicy = "never" | "suspicious" | "always";

/** Nobody is told to wait longer: by then a success, or an operator, may have changed things. */
const LONGEST_WAIT = 3600;
const HIGHEST_LEVEL = 5;

/** A solved proof leaves the hard lines only, and what makes them stricter until that is settled. */
export function toRead(
  line: Line,
  { policy, solved }: { policy: ProofPolicy; solved: Solved | undefined },
): Read {
  const isAsked = !solved && (policy !== "never" || line.insists === true);
  const soft = isAsked || line.isStepUp ? line.soft : null;
  const lines = [line.hard, soft].filter((each) => each !== null);
  return { ...line.read, most: lines.length > 0 ? Math.min(...lines) : null };
}

export type Verdict = {
  /** Undefined where only a soft line stands in the way. */
  refusal: Extract<Charge, { allowed: false }> | undefined;
  /** Whether it is a limit of the number that refuses, which others may have used up. */
  isOfPhone: boolean;
  /** Whether a soft line is reached, and whether an operator's is, who asks whatever the policy is. */
  isSuspicious: boolean;
  insists: boolean;
  /** How suspicious it is: each level doubles the work. */
  level: number;
};

/**
 * The lines as they are in the light of what was found: raised by sign-ins, and strict where something is stepped up.
 *
 * @param raises what was found of the series that raise lines
 */
export function settledLines(
  lines: readonly Line[],
  found: readonly Found[],
  raises: ReadonlyMap<string, Found | undefined>,
): Line[] {
  const isSteppedUp = lines.some(({ isStepUp }, index) => isStepUp && (found[index]?.used ?? 0) > 0);
  return lines.map((line) => {
    const more = moreOf(line, raises);
    const strict = isSteppedUp ? line.strict : undefined;
    const hard = strict === undefined ? line.hard : Math.min(strict, line.hard ?? strict);
    return {
      ...line,
      hard: hard === null ? null : hard + more,
      soft: line.soft === null ? null : line.soft + more,
      ...{ strict: undefined, raisedBy: undefined, isStepUp: false },
    };
  });
}

function moreOf({ raisedBy }: Line, raises: ReadonlyMap<string, Found | undefined>): number {
  return raisedBy ? Math.floor((raises.get(raisedBy.read.series)?.used ?? 0) / raisedBy.every) : 0;
}

/**
 * The first hard line that is reached, in the order of the table, with the longest wait of all that are; a refusal comes
 * before any work is asked for.
 */
export function verdictOf(lines: readonly Line[], found: readonly Found[], now: Date): Verdict {
  const counted = lines.map((line, index) => ({
    line,
    used: found[index]?.used ?? 0,
    frees: found[index]?.frees,
  }));
  const reached = counted.filter(({ line: { hard }, used }) => hard !== null && used >= hard);
  const [first] = reached;
  const times = counted.map(({ line: { soft }, used }) => (soft === null ? 0 : used / soft));
  const level = Math.floor(Math.log2(Math.max(1, ...times)));
  return {
    isSuspicious: times.some((each) => each >= 1),
    insists: times.some((each, index) => each >= 1 && lines[index]?.insists === true),
    isOfPhone: first?.line.isOfPhone ?? false,
    refusal: first && {
      allowed: false,
      rule: first.line.name,
      code: first.line.code,
      retryAfterSeconds: Math.max(...reached.map((each) => waitFor(each, now))),
    },
    level: Math.min(HIGHEST_LEVEL, level),
  };
}

/**
 * The slice that a driver names makes room under the line that it was given; where that was the soft one, the hard one may
 * be free earlier, and the wait is a little too long.
 */
function waitFor({ line, frees }: { line: Line; frees?: number | null | undefined }, now: Date): number {
  if (frees === null || frees === undefined) return LONGEST_WAIT;
  return Math.min(LONGEST_WAIT, secondsUntil(line.freeAt(frees), now));
}
