import type { Clock, Limits } from "@sixdigit/auth";
import { attempt, callOf } from "./attempt.ts";
import { countVerified } from "./conversion.ts";
import type { Counters } from "./counters.ts";
import type { LimitEvent } from "./events.ts";
import { countPlace } from "./places.ts";
import type { Proofs } from "./proof.ts";
import { readReceipt } from "./receipt.ts";
import { COMPARING, SENDING } from "./rule.ts";
import { cleared, countSignIn, givenBack } from "./rule-lines.ts";
import { countFailure, countSignInOfAll } from "./surge.ts";
import type { LimitTables } from "./tables.ts";
import type { ProofPolicy } from "./verdict.ts";

export type LimitSettings = {
  tables: LimitTables;
  counters: Counters;
  clock: Clock;
  proofs: Proofs;
  proofPolicy: ProofPolicy;
  /** Told of what an operator wants to know, and waited for. It must not fail. */
  observe?: (event: LimitEvent) => void | Promise<void>;
};

/** The table of limits over counters: each action is one step of theirs, so all rules of it are charged or none is. */
export function createLimits(settings: LimitSettings): Limits {
  const { tables, counters, clock, proofs } = settings;
  const { rules, conversion } = tables;
  return {
    async charge(action, subject, proof) {
      const now = clock();
      const solved = proof === undefined ? undefined : await proofs.check(proof, subject, now);
      return attempt(settings, callOf(rules, action, subject, now), solved);
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
