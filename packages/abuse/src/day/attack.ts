import type { CodeSent } from "@sixdigit/auth";
import type { Shot } from "../traffic/traffic.ts";
import { type Client, type Worker, wrongCode } from "./client.ts";
import type { Service } from "./service.ts";
import type { Timeline } from "./timeline.ts";

type World = { client: Client; service: Service; timeline: Timeline };

export type AttackTally = {
  requests: number;
  /** Messages that the operator pays for. */
  paid: number;
  /** By the code of the refusal. */
  refused: Record<string, number>;
  /** Guesses that were compared with a code, by its length. */
  compared: Record<number, number>;
};

const GUESSES_AFTER_MS = 3_000;

/** What attackers do. Their guesses are wrong, and are counted: whether one is lucky is arithmetic. */
export function sendAttackers(world: World, shots: readonly Shot[], worker: Worker): AttackTally {
  const tally: AttackTally = { requests: 0, paid: 0, refused: {}, compared: {} };
  for (const shot of shots) world.timeline.at(shot.at, () => shoot(world, shot, worker, tally));
  return tally;
}

async function shoot(world: World, shot: Shot, worker: Worker, tally: AttackTally): Promise<void> {
  const { client, timeline } = world;
  const from = { ...shot, browser: "none" };
  tally.requests += 1;
  for (let guess = 0; guess < shot.guessesAsStranger; guess += 1) {
    await client.verify({ ...from, code: "000000" });
  }
  await client.request(from, worker, {
    onSent: (sent) => {
      tally.paid += 1;
      if (shot.guesses > 0)
        timeline.at(timeline.now() + GUESSES_AFTER_MS, () => guess(world, shot, sent, tally));
    },
    onRefused: ({ code }) => {
      tally.refused[code] = (tally.refused[code] ?? 0) + 1;
    },
  });
}

/** All of them at what was opened. Only who holds a challenge learns how many attempts are left, and that they were used. */
async function guess(
  { client, service }: World,
  shot: Shot,
  sent: CodeSent,
  tally: AttackTally,
): Promise<void> {
  const { challengeId, codeLength } = sent;
  const code = wrongCode(service.codeOf(challengeId));
  for (let guessed = 0; guessed < shot.guesses; guessed += 1) {
    const refusal = await client.verify({ ...shot, browser: "none", challengeId, code });
    if (refusal?.attemptsLeft === undefined || refusal.code !== "CODE_INVALID") return;
    tally.compared[codeLength] = (tally.compared[codeLength] ?? 0) + 1;
  }
}

/** That one guess at least was right, each with a probability of 10^-length. */
export function chanceOf(compared: AttackTally["compared"]): number {
  const none = Object.entries(compared).reduce(
    (sum, [length, count]) => sum + count * Math.log1p(-(10 ** -Number(length))),
    0,
  );
  return -Math.expm1(none);
}
