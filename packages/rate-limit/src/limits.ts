import type { Charge, Clock, LimitedAction, LimitSubject, Limits } from "@sixdigit/auth";
import { type ConversionRule, conversionReads, countSent, countVerified } from "./conversion.ts";
import type { Counters, Outcome, Write } from "./counters.ts";
import { dailyCapEvents, type LimitEvent } from "./events.ts";
import type { Line } from "./line.ts";
import { measureLines } from "./measures.ts";
import { atPlace, countPlace, placeReads } from "./places.ts";
import type { Proofs, Solved } from "./proof.ts";
import { readReceipt, writeReceipt } from "./receipt.ts";
import { SENDING } from "./rule.ts";
import { cleared, countSignIn, givenBack, ruleLines } from "./rule-lines.ts";
import { countFailure, countSignInOfAll, surgeReads } from "./surge.ts";
import type { LimitTables } from "./tables.ts";
import { type ProofPolicy, settledLines, toRead, verdictOf } from "./verdict.ts";
import { watch } from "./watch.ts";

export type LimitSettings = {
  tables: LimitTables;
  counters: Counters;
  clock: Clock;
  proofs: Proofs;
  proofPolicy: ProofPolicy;
  /** Told of what an operator wants to know, and waited for. It must not fail. */
  observe?: (event: LimitEvent) => void | Promise<void>;
};

const COMPARING: readonly LimitedAction[] = ["compare", "stranger-compare"];

/** The table of limits over counters: each action is one step of theirs, so all rules of it are charged or none is. */
export function createLimits(settings: LimitSettings): Limits {
  const { tables, counters, clock, proofs, observe = () => {} } = settings;
  const { rules, conversion, surge } = tables;

  /** Once with the lines of the table; and again, where they are others in the light of what that found. */
  async function attempt(call: Call, solved: Solved | undefined): Promise<Charge> {
    const { action, subject, now, lines } = call;
    const isSending = SENDING.includes(action);
    const asked = { policy: isSending ? settings.proofPolicy : "never", solved } as const;
    const reads = [...lines.map((line) => toRead(line, asked)), ...watchedReads(call, conversion)];
    const used = solved ? [{ series: `proof:${solved.id}`, from: 0, until: 0, most: 1 }] : [];
    const always = asked.policy === "always" && !solved ? [NEVER_WITHOUT_PROOF] : [];
    const raises = lines.flatMap(({ raisedBy }) => raisedBy?.read ?? []);
    const places = placeReads(subject, now);
    const writes = writesOf(call, solved, conversion);
    const all = [...reads, ...raises, ...places, ...used, ...always];
    const outcome = await counters.apply({ now, reads: all, writes });
    const found = outcome.found.slice(0, lines.length);
    if (outcome.taken) {
      await watch(
        { tables, counters, observe },
        { ...call, watched: outcome.found.slice(lines.length, reads.length) },
      );
      for (const event of dailyCapEvents(lines, found)) await observe(event);
      return allowed(call, found, writes);
    }
    const rest = outcome.found.slice(reads.length);
    const raised = rest.slice(0, raises.length);
    const settled = settledLines(
      lines,
      found,
      lines.map(({ raisedBy }) => (raisedBy ? raised.shift() : undefined)),
    );
    const verdict = verdictOf(settled, found, now);
    const isPlace = places.length > 0 && (rest[raises.length]?.used ?? 0) > 0;
    if (verdict.isOfPhone && isPlace) return attempt(callOf(action, atPlace(subject), now), solved);
    if (verdict.refusal) return verdict.refusal;
    // A proof that was used before is as good as none.
    const isUsed = used.length > 0 && (rest[raises.length + places.length]?.used ?? 0) > 0;
    if (isUsed) return attempt(call, undefined);
    const isAsked = { always: true, suspicious: verdict.isSuspicious, never: verdict.insists }[asked.policy];
    if (!solved && isAsked) return askProof(subject, verdict.level, now);
    return attempt({ ...call, lines: settled }, solved);
  }

  function callOf(action: LimitedAction, subject: LimitSubject, now: Date): Call {
    const measures = SENDING.includes(action) ? measureLines(subject, now) : [];
    return { action, subject, now, lines: [...measures, ...ruleLines(rules, action, subject, now)] };
  }

  async function askProof(subject: LimitSubject, level: number, now: Date): Promise<Charge> {
    const proof = await proofs.ask(subject, level, now);
    return { allowed: false, rule: "proof", code: "PROOF_REQUIRED", proof };
  }

  function allowed({ action, subject, now, lines }: Call, found: Outcome["found"], writes: Write[]): Charge {
    const isStepped = lines.some(
      ({ name }, index) => name === "step-up-all" && (found[index]?.used ?? 0) > 0,
    );
    let back: Write[] = writes.map((each) => ({ ...each, points: -each.points }));
    return {
      allowed: true,
      receipt: writeReceipt({ action, at: now, subject }),
      codeLength: isStepped ? surge.codeLength : undefined,
      async refund() {
        const due = back;
        back = [];
        if (due.length > 0) await counters.apply({ now: clock(), reads: [], writes: due });
      },
    };
  }

  return {
    async charge(action, subject, proof) {
      const now = clock();
      const solved = proof === undefined ? undefined : await proofs.check(proof, subject, now);
      return attempt(callOf(action, subject, now), solved);
    },

    async settle(subject, receipts) {
      const now = clock();
      const charges = receipts.flatMap((text) => readReceipt(text, subject) ?? []);
      const writes = charges.flatMap(({ action, at, subject: charged }) => [
        ...givenBack(rules, action, charged, at),
        ...(SENDING.includes(action) ? countVerified(conversion, charged, at) : []),
        ...(COMPARING.includes(action) ? countFailure(at, -1) : []),
      ]);
      const known = [...countSignIn(rules, subject, now), ...countPlace(subject, now), countSignInOfAll(now)];
      await counters.apply({ now, reads: [], writes: [...writes, ...known], clear: cleared(rules, subject) });
    },
  };
}

export type Call = { action: LimitedAction; subject: LimitSubject; now: Date; lines: Line[] };

/** Nothing is ever written there, and nothing is already too much. */
const NEVER_WITHOUT_PROOF = { series: "proof-for-all", from: 0, until: 0, most: 0 };

/** What is looked at to see an attack, and refuses nothing by itself. */
function watchedReads({ action, subject, now }: Call, conversion: readonly ConversionRule[]) {
  if (SENDING.includes(action)) return conversionReads(conversion, subject, now);
  return COMPARING.includes(action) ? surgeReads(now) : [];
}

function writesOf(
  { action, subject, now, lines }: Call,
  solved: Solved | undefined,
  conversion: readonly ConversionRule[],
): Write[] {
  const proof = { slice: 0, points: 1, endsAt: solved?.expiresAt ?? now };
  return [
    ...lines.flatMap(({ write }) => write ?? []),
    ...(SENDING.includes(action) ? countSent(conversion, subject, now) : []),
    ...(COMPARING.includes(action) ? countFailure(now, 1) : []),
    ...(solved ? [{ series: `proof:${solved.id}`, ...proof }] : []),
  ];
}
