import { phoneAndAddressOnly, product } from "../day/defences.ts";
import { type Outcome, runDay } from "../day/run-day.ts";
import type { Temper } from "../day/speeds.ts";
import { makeDay } from "../traffic/make-day.ts";
import { ATTACKS, type AttackName } from "../traffic/traffic.ts";

/** One day to run. It crosses to another thread, so it is plain data. */
export type Run = {
  defence: "product" | "phone and address only";
  attacks: readonly AttackName[];
  temper: Temper;
  seed: number;
  scale: number;
};

const TEMPERS: readonly Temper[] = ["never solves", "solves"];

/** All attacks at once against the product, by attackers of both tempers. */
export function allAtOnce(seed: number, scale: number): Run[] {
  return TEMPERS.map((temper) => ({ defence: "product", attacks: ATTACKS, temper, seed, scale }));
}

/** Each attack alone against the product, by attackers of both tempers. */
export function eachAlone(seed: number, scale: number): Run[] {
  return allAtOnce(seed, scale).flatMap((run) => ATTACKS.map((attack) => ({ ...run, attacks: [attack] })));
}

/** All at once against what most services have, which asks for no proofs. */
export function withoutTheRest(seed: number, scale: number): Run[] {
  return [{ defence: "phone and address only", attacks: ATTACKS, temper: "solves", seed, scale }];
}

export function play({ defence, attacks, temper, seed, scale }: Run): Promise<Outcome> {
  // A refusal is an error that nobody looks into here, and stacks cost more than the use cases do.
  Error.stackTraceLimit = 0;
  const day = makeDay(seed, scale);
  return runDay({ day, attacks, temper, defence: defence === "product" ? product : phoneAndAddressOnly });
}
