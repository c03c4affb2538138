import { type Spread, spreadOf } from "./statistics.ts";
import {
  expectSignOutHolds,
  type Load,
  type Measured,
  measureChecks,
  measureRequestAndVerify,
  measureSignIns,
  type Target,
} from "./target.ts";

export const KINDS = ["signIn", "requestAndVerify", "check"] as const;
export type Kind = (typeof KINDS)[number];

export type Result = {
  target: string;
  kind: Kind;
  serverCpu: Spread;
  postgresCpu: Spread;
  perSecond: Spread;
};

export const MEASURES: Record<Kind, (target: Target, load: Load) => Promise<Measured>> = {
  signIn: measureSignIns,
  requestAndVerify: measureRequestAndVerify,
  check: measureChecks,
};

const WARM_UP_ROUNDS = 3;

type Plan = { rounds: number; loads: Record<Kind, Load>; tell: (line: string) => void };

/**
 * Measures every target in every round, one after the other, so that what the machine does beside it meets all of them.
 * The rounds before the first warm up and count nothing: a server has then had some 900 sign-ins, after which its code is
 * mostly compiled.
 */
export async function runRounds(targets: readonly Target[], plan: Plan): Promise<Result[]> {
  const samples = new Map<string, Measured[]>();
  for (let round = 1 - WARM_UP_ROUNDS; round <= plan.rounds; round++) {
    for (const target of targets) {
      if (target.signsIn) await expectSignOutHolds(target);
      for (const kind of kindsOf(target)) {
        const measured = await MEASURES[kind](target, plan.loads[kind]);
        plan.tell(
          `${round <= 0 ? "warm-up" : `round ${round}`}: ${target.name}, ${kind}: ${measured.serverCpu.toFixed(2)}`,
        );
        const key = `${target.name}\n${kind}`;
        if (round > 0) samples.set(key, [...(samples.get(key) ?? []), measured]);
      }
    }
  }
  return [...samples].map(([key, measured]) => {
    const [target = "", kind] = key.split("\n") as [string, Kind];
    return {
      target,
      kind,
      serverCpu: spreadOf(measured.map((each) => each.serverCpu)),
      postgresCpu: spreadOf(measured.map((each) => each.postgresCpu)),
      perSecond: spreadOf(measured.map((each) => each.perSecond)),
    };
  });
}

function kindsOf(target: Target): readonly Kind[] {
  return target.signsIn ? KINDS : ["check"];
}
