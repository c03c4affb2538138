import type { Charge, LimitedAction, LimitSubject } from "@sixdigit/auth";
import { type ConversionRule, conversionReads, countSent } from "./conversion.ts";
import type { Found, Read, Write } from "./counters.ts";
import { dailyCapEvents } from "./events.ts";
import type { LimitSettings } from "./limits.ts";
import type { Line } from "./line.ts";
import { measureLines } from "./measures.ts";
import { atPlace, placeReads } from "./places.ts";
import type { Solved } from "./proof.ts";
import { writeReceipt } from "./receipt.ts";
import { COMPARING, type LimitRule, SENDING } from "./rule.ts";
import { ruleLines } from "./rule-lines.ts";
import { anyUsed, applyReads, type StepFound, type StepReads } from "./step-reads.ts";
import { countFailure, surgeReads } from "./surge.ts";
import { type ProofPolicy, settledLines, toRead, verdictOf } from "./verdict.ts";
import { watch } from "./watch.ts";

export type Call = { action: LimitedAction; subject: LimitSubject; now: Date; lines: Line[] };

/** Nothing is ever written there, and nothing is already too much. */
const NEVER_WITHOUT_PROOF: Read = { series: "proof-for-all", from: 0, until: 0, most: 0 };

/** A call with the lines that the table has for it. */
export function callOf(
  rules: readonly LimitRule[],
  action: LimitedAction,
  subject: LimitSubject,
  now: Date,
): Call {
  const measures = SENDING.includes(action) ? measureLines(subject, now) : [];
  return { action, subject, now, lines: [...measures, ...ruleLines(rules, action, subject, now)] };
}

/** Once with the lines of the call; and again, where they are others in the light of what that found. */
export async function attempt(
  settings: LimitSettings,
  call: Call,
  solved: Solved | undefined,
): Promise<Charge> {
  const { counters, tables, proofPolicy, observe = () => {} } = settings;
  const policy = SENDING.includes(call.action) ? proofPolicy : "never";
  const reads = readsOf(call, { policy, solved }, tables.conversion);
  const writes = writesOf(call, solved, tables.conversion);
  const { taken, found } = await applyReads(counters, { now: call.now, reads, writes });
  if (!taken) return inTheLight(settings, call, { solved, policy, reads, found });
  await watch({ tables, counters, observe }, { ...call, watched: found.watched });
  for (const event of dailyCapEvents(call.lines, found.lines)) await observe(event);
  return allowed(settings, call, { found: found.lines, writes });
}

type Stopped = { solved: Solved | undefined; policy: ProofPolicy; reads: StepReads; found: StepFound };

/** The call that a read stood in the way of: refused, asked for a proof, or made again by the lines as they turned out. */
async function inTheLight(
  settings: LimitSettings,
  call: Call,
  { solved, policy, reads, found }: Stopped,
): Promise<Charge> {
  const { action, subject, now, lines } = call;
  const raises = new Map(reads.raises.map(({ series }, index) => [series, found.raises[index]]));
  const settled = settledLines(lines, found.lines, raises);
  const verdict = verdictOf(settled, found.lines, now);
  if (verdict.isOfPhone && anyUsed(found.places)) {
    return attempt(settings, callOf(settings.tables.rules, action, atPlace(subject), now), solved);
  }
  if (verdict.refusal) return verdict.refusal;
  // A proof that was used before is as good as none.
  if (solved && anyUsed(found.proof)) return attempt(settings, call, undefined);
  const isAsked = { always: true, suspicious: verdict.isSuspicious, never: verdict.insists }[policy];
  if (!solved && isAsked) {
    const proof = await settings.proofs.ask(subject, verdict.level, now);
    return { allowed: false, rule: "proof", code: "PROOF_REQUIRED", proof };
  }
  return attempt(settings, { ...call, lines: settled }, solved);
}

function allowed(
  { counters, clock, tables }: LimitSettings,
  { action, subject, now, lines }: Call,
  { found, writes }: { found: readonly Found[]; writes: readonly Write[] },
): Charge {
  const isStepped = lines.some(({ name }, index) => name === "step-up-all" && (found[index]?.used ?? 0) > 0);
  let back: Write[] = writes.map((each) => ({ ...each, points: -each.points }));
  return {
    allowed: true,
    receipt: writeReceipt({ action, at: now, subject }),
    codeLength: isStepped ? tables.surge.codeLength : undefined,
    async refund() {
      const due = back;
      back = [];
      if (due.length > 0) await counters.apply({ now: clock(), reads: [], writes: due });
    },
  };
}

function readsOf(
  { action, subject, now, lines }: Call,
  asked: { policy: ProofPolicy; solved: Solved | undefined },
  conversion: readonly ConversionRule[],
): StepReads {
  const raises = lines.flatMap(({ raisedBy }) => raisedBy?.read ?? []);
  return {
    lines: lines.map((line) => toRead(line, asked)),
    watched: watchedReads(action, subject, now, conversion),
    raises: [...new Map(raises.map((read) => [read.series, read])).values()],
    places: placeReads(subject, now),
    proof: proofReads(asked),
  };
}

function proofReads({ policy, solved }: { policy: ProofPolicy; solved: Solved | undefined }): Read[] {
  if (solved) return [{ series: proofSeries(solved), from: 0, until: 0, most: 1 }];
  return policy === "always" ? [NEVER_WITHOUT_PROOF] : [];
}

const proofSeries = ({ id }: Solved) => `proof:${id}`;

function watchedReads(
  action: LimitedAction,
  subject: LimitSubject,
  now: Date,
  conversion: readonly ConversionRule[],
): Read[] {
  if (SENDING.includes(action)) return conversionReads(conversion, subject, now);
  return COMPARING.includes(action) ? surgeReads(now) : [];
}

function writesOf(
  { action, subject, now, lines }: Call,
  solved: Solved | undefined,
  conversion: readonly ConversionRule[],
): Write[] {
  return [
    ...lines.flatMap(({ write }) => write ?? []),
    ...(SENDING.includes(action) ? countSent(conversion, subject, now) : []),
    ...(COMPARING.includes(action) ? countFailure(now, 1) : []),
    ...(solved ? [{ series: proofSeries(solved), slice: 0, points: 1, endsAt: solved.expiresAt }] : []),
  ];
}
