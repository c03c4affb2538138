import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./person.ts";
import { quantile } from "./statistics.ts";
import { completeSignIn, type StepName } from "./steps.ts";
import { newPerson, type Target } from "./target.ts";

export type Latency = { step: StepName; p50: number; p99: number };

/**
 * How long each step takes, in milliseconds, while people arrive at a steady rate whether or not those before them have
 * been served: a server that stalls is not spared.
 */
export async function latenciesAt(
  target: Target,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Latency[]> {
  const taken: Record<StepName, number[]> = { request: [], verify: [], check: [], signOut: [] };
  const connections = connect(target.server.url, 256);
  const people: Promise<void>[] = [];
  const began = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    await sleep(Math.max(0, began + (index * 1000) / perSecond - performance.now()));
    people.push(
      completeSignIn(target.steps, newPerson(connections), target.provider, (step, ms) =>
        taken[step].push(ms),
      ),
    );
  }
  await Promise.all(people);
  await connections.close();
  return Object.entries(taken).map(([step, values]) => ({
    step: step as StepName,
    p50: quantile(values, 0.5),
    p99: quantile(values, 0.99),
  }));
}
