import { createMemoryStore } from "@sixdigit/db";
import { PROPERTIES } from "../../src/properties.ts";
import type { SimulatedStore } from "../../src/world.ts";

type Broken = { mistake: string; breaks: string; open(): SimulatedStore };
type Changes = (sound: SimulatedStore) => Partial<SimulatedStore>;

function broken(mistake: string, breaks: string, changes: Changes): Broken {
  return {
    ...{ mistake, breaks },
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
  broken("grants strangers every attempt", PROPERTIES.strangerLooks, (sound) => ({
    claimStrangerAttempt: (claim) => sound.claimStrangerAttempt({ ...claim, maxAttempts: 1_000 }),
  })),
  broken("counts a guess that is refused", PROPERTIES.wins, (sound) => ({
    async claimHolderAttempt(claim) {
      const claimed = await sound.claimHolderAttempt(claim);
      return claimed && claimed.holderAttempts === claim.maxAttempts ? null : claimed;
    },
  })),
  broken("consumes a code that a resend has replaced", PROPERTIES.dead, (sound) => ({
    async completeSignIn(signIn) {
      const { seed = signIn.challenge.seed } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
      return sound.completeSignIn({ ...signIn, challenge: { ...signIn.challenge, seed } });
    },
  })),
  broken("consumes a code that has expired", PROPERTIES.dead, (sound) => ({
    async completeSignIn(signIn) {
      const { createdAt = signIn.now } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
      return sound.completeSignIn({ ...signIn, now: createdAt });
    },
  })),
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
