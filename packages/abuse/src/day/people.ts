import type { Visit } from "../traffic/traffic.ts";
import type { Client, Worker } from "./client.ts";
import type { Service } from "./service.ts";
import { signIn } from "./sign-in.ts";
import { phoneWorker } from "./speeds.ts";
import type { Timeline } from "./timeline.ts";

type World = { client: Client; service: Service; timeline: Timeline };

export type PeopleTally = {
  visits: number;
  signedIn: number;
  gone: number;
  /** By the code of the refusal. */
  refused: Record<string, number>;
  /** Saw a proof of work, and one of more than two seconds. */
  sawProof: number;
  sawSlowProof: number;
};

export const SLOW_MS = 2_000;

/** People who sign in, and how it went. */
export function sendPeople(world: World, visits: readonly Visit[]): PeopleTally {
  const tally: PeopleTally = { visits: 0, signedIn: 0, gone: 0, refused: {}, sawProof: 0, sawSlowProof: 0 };
  for (const visit of visits) {
    tally.visits += 1;
    let longest = 0;
    const worker: Worker = (hashes) => {
      const takes = phoneWorker(hashes) ?? 0;
      longest = Math.max(longest, takes);
      return takes;
    };
    void signIn(world, visit, worker).then((end) => {
      if (longest > 0) tally.sawProof += 1;
      if (end === "signed in") tally.signedIn += 1;
      else if (end === "gone") tally.gone += 1;
      else tally.refused[end.refused.code] = (tally.refused[end.refused.code] ?? 0) + 1;
      const isServed = typeof end === "string";
      if (isServed && longest > SLOW_MS) tally.sawSlowProof += 1;
    });
  }
  return tally;
}
