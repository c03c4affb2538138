import type { LimitedAction } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { CROWDED, RULES } from "../../src/limits.ts";
import { PROPERTIES } from "../../src/properties.ts";
import type { SimulatedStore, WorldSettings } from "../../src/world.ts";

export type Broken = {
  mistake: string;
  breaks: string;
  /** The seed to begin with, where a mistake shows itself seldom. */
  from: number;
  settings: WorldSettings;
  open(): SimulatedStore;
};
type Changes = (sound: SimulatedStore) => Partial<SimulatedStore>;

function broken(
  mistake: string,
  breaks: string,
  changes: Changes,
  { from = 0, ...settings }: WorldSettings & { from?: number } = {},
): Broken {
  return {
    ...{ mistake, breaks, from, settings },
    open() {
      const sound = createMemoryStore();
      return { ...sound, ...changes(sound) };
    },
  };
}

/** Stores as somebody might write them in a hurry. */
export const brokenStores: Broken[] = [
  broken("grants the holder every attempt", PROPERTIES.holderLooks, (sound) => ({
    claimHolderAttempt: (claim) => sound.claimHolderAttempt({ ...claim, maxAttempts: 1_000 }),
  })),
  broken(
    "grants strangers every attempt",
    PROPERTIES.strangerLooks,
    (sound) => ({
      claimStrangerAttempt: (claim) => sound.claimStrangerAttempt({ ...claim, maxAttempts: 1_000 }),
    }),
    // The limit of a number's strangers is as strict, and would hide it.
    { applied: [] },
  ),
  broken("counts a guess that is refused", PROPERTIES.wins, (sound) => ({
    async claimHolderAttempt(claim) {
      const claimed = await sound.claimHolderAttempt(claim);
      return claimed && claimed.holderAttempts === claim.maxAttempts ? null : claimed;
    },
  })),
  broken(
    "consumes a code that a resend has replaced",
    PROPERTIES.dead,
    (sound) => ({
      async completeSignIn(signIn) {
        const { seed = signIn.challenge.seed } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
        return sound.completeSignIn({ ...signIn, challenge: { ...signIn.challenge, seed } });
      },
    }),
    { from: 10_500 },
  ),
  broken(
    "consumes a code that has expired",
    PROPERTIES.dead,
    (sound) => ({
      async completeSignIn(signIn) {
        const { createdAt = signIn.now } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
        return sound.completeSignIn({ ...signIn, now: createdAt });
      },
    }),
    { from: 4_600 },
  ),
  broken("refuses a right code now and then", PROPERTIES.wins, (sound) => ({
    completeSignIn: async (signIn) => (signIn.now.getTime() % 5 === 0 ? null : sound.completeSignIn(signIn)),
  })),
  broken("says that a session has ended and forgets it", PROPERTIES.ended, () => ({
    endSession: async () => true,
  })),
  broken("does not find a session that was just created", PROPERTIES.opens, (sound) => ({
    async findSession(id) {
      const found = await sound.findSession(id);
      return found && found.session.createdAt.getTime() % 7 === 0 ? null : found;
    },
  })),
  broken("moves a delivery backwards", PROPERTIES.receipts, (sound) => ({
    deliveries: {
      ...sound.deliveries,
      moveDelivery: (move) =>
        sound.deliveries.moveDelivery({ ...move, from: ["queued", "sent", "failed", "delivered"] }),
    },
  })),
];

const without = (action: LimitedAction) => RULES.filter(({ adds }) => !adds.includes(action));

/** Sound stores under limits that lack some lines. */
export const brokenLimits: Broken[] = [
  broken("counts no messages", PROPERTIES.messages, () => ({}), {
    applied: without("open"),
    promised: RULES,
  }),
  broken("forgets the quarter of an hour", PROPERTIES.messages, () => ({}), {
    applied: RULES.filter(({ name }) => name !== "sends-per-phone-15-minutes"),
    promised: RULES,
  }),
  broken("counts no guesses of strangers", PROPERTIES.guessesPerNumber, () => ({}), {
    applied: without("stranger-guess"),
    promised: RULES,
  }),
  broken("counts nothing of a network", PROPERTIES.shared, () => ({}), {
    applied: CROWDED.filter(({ by }) => !by.startsWith("network")),
    promised: CROWDED,
  }),
  broken("lets sign-ins raise the lines of a network twice as much", PROPERTIES.shared, () => ({}), {
    applied: CROWDED.map((rule) => (rule.raisedEvery === undefined ? rule : { ...rule, raisedEvery: 1 })),
    promised: CROWDED,
  }),
];
