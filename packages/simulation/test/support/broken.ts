import type { LimitedAction } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import type { LimitRule } from "@sixdigit/rate-limit";
import { CROWDED, JUDGED, NUMBERS_ALONE, type Tables } from "../../src/limits.ts";
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

export function broken(
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
const plainlyBrokenStores: Broken[] = [
  broken("grant the holder every attempt", PROPERTIES.holderLooks, (sound) => ({
    claimHolderAttempt: (claim) => sound.claimHolderAttempt({ ...claim, maxAttempts: 1_000 }),
  })),
  broken(
    "grant strangers every attempt",
    PROPERTIES.strangerLooks,
    (sound) => ({
      claimStrangerAttempt: (claim) => sound.claimStrangerAttempt({ ...claim, maxAttempts: 1_000 }),
    }),
    // The limit of a number's strangers is as strict, and would hide it.
    { applied: { ...NUMBERS_ALONE, rules: [] } },
  ),
  broken("count a guess that is refused", PROPERTIES.wins, (sound) => ({
    async claimHolderAttempt(claim) {
      const claimed = await sound.claimHolderAttempt(claim);
      return claimed && claimed.holderAttempts === claim.maxAttempts ? null : claimed;
    },
  })),
  broken(
    "consume a code that a resend has replaced",
    PROPERTIES.dead,
    (sound) => ({
      async completeSignIn(signIn) {
        const { seed = signIn.challenge.seed } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
        return sound.completeSignIn({ ...signIn, challenge: { ...signIn.challenge, seed } });
      },
    }),
    { from: 90 },
  ),
  broken(
    "consume a code that has expired",
    PROPERTIES.dead,
    (sound) => ({
      async completeSignIn(signIn) {
        const { createdAt = signIn.now } = (await sound.findChallenge(signIn.challenge.id)) ?? {};
        return sound.completeSignIn({ ...signIn, now: createdAt });
      },
    }),
    { from: 6_440 },
  ),
  broken("refuse a right code now and then", PROPERTIES.wins, (sound) => ({
    completeSignIn: async (signIn) => (signIn.now.getTime() % 5 === 0 ? null : sound.completeSignIn(signIn)),
  })),
  broken("say that a session has ended and forget it", PROPERTIES.ended, () => ({
    endSession: async () => true,
  })),
  broken("do not find a session that was just created", PROPERTIES.opens, (sound) => ({
    async findSession(id) {
      const found = await sound.findSession(id);
      return found && found.session.createdAt.getTime() % 7 === 0 ? null : found;
    },
  })),
  broken("move a delivery backwards", PROPERTIES.receipts, (sound) => ({
    deliveries: {
      ...sound.deliveries,
      moveDelivery: (move) =>
        sound.deliveries.moveDelivery({ ...move, from: ["queued", "sent", "failed", "delivered"] }),
    },
  })),
];

const only = (tables: Tables, isKept: (rule: LimitRule) => boolean): WorldSettings => ({
  applied: { ...tables, rules: tables.rules.filter(isKept) },
  promised: tables,
});
const without = (action: LimitedAction) => only(NUMBERS_ALONE, ({ adds }) => !adds.includes(action));
const others = (changes: Partial<Tables>): WorldSettings => ({
  applied: { ...JUDGED, ...changes },
  promised: JUDGED,
});
const surging = (changes: Partial<Tables["surge"]>) => others({ surge: { ...JUDGED.surge, ...changes } });
/** Judged, and imposed, by other numbers. */
const judging = (changes: Partial<Tables["conversion"][number]>) =>
  others({ conversion: JUDGED.conversion.map((rule) => ({ ...rule, ...changes })) });

/** Stores that are right most of the time. */
const subtlyBrokenStores: Broken[] = [
  broken("sign in twice with one challenge", PROPERTIES.once, (sound) => {
    const done = new Map<string, Awaited<ReturnType<SimulatedStore["completeSignIn"]>>>();
    return {
      async completeSignIn(signIn) {
        const { id } = signIn.challenge;
        const result = (await sound.completeSignIn(signIn)) ?? done.get(id) ?? null;
        done.set(id, result);
        return result;
      },
    };
  }),
  broken("give the attempts back with a resend", PROPERTIES.attemptsStay, (sound) => ({
    async claimSend(claim) {
      const claimed = await sound.claimSend(claim);
      return claimed && { ...claimed, holderAttempts: 0 };
    },
  })),
  broken("leave the code as it was where a resend makes a new one", PROPERTIES.single, (sound) => ({
    async claimSend({ renewal, ...claim }) {
      const claimed = await sound.claimSend(claim);
      return claimed && { ...claimed, ...renewal };
    },
  })),
  broken("make a new user at each sign-in", PROPERTIES.oneUser, (sound) => ({
    async completeSignIn(signIn) {
      const result = await sound.completeSignIn(signIn);
      return result && { ...result, user: { ...result.user, id: signIn.newUserId } };
    },
  })),
  broken("end anybody's session", PROPERTIES.own, (sound) => ({
    async endSession(end) {
      const found = await sound.findSession(end.id);
      return sound.endSession({ ...end, userId: found?.session.userId ?? end.userId });
    },
  })),
  broken("rotate without a comparison", PROPERTIES.chain, (sound) => ({
    rotateSession: async (rotation) => (await sound.rotateSession(rotation)) || true,
  })),
  // As the in-memory store once did.
  broken(
    "end the session that a sign-in begins, where a clock that is ahead has used another",
    PROPERTIES.ended,
    (sound) => {
      const users = new Map<string, string>();
      return {
        async completeSignIn(signIn) {
          const { session, challenge, now, moreAuditIds, audit } = signIn;
          const before = await sound.listSessions(users.get(challenge.phone) ?? "", now);
          const result = await sound.completeSignIn(signIn);
          if (result) users.set(challenge.phone, result.user.id);
          if (result && before.some(({ lastUsedAt }) => lastUsedAt > now)) {
            const event = { ...audit, id: moreAuditIds.overLimit };
            await sound.endSession({ id: session.id, userId: result.user.id, now, audit: event });
          }
          return result;
        },
      };
    },
  ),
];

export const brokenStores: readonly Broken[] = [...plainlyBrokenStores, ...subtlyBrokenStores];

/** Sound stores under limits that lack some lines, or have others. */
export const brokenLimits: Broken[] = [
  broken("count no messages", PROPERTIES.messages, () => ({}), without("open")),
  broken(
    "forget the quarter of an hour",
    PROPERTIES.messages,
    () => ({}),
    only(NUMBERS_ALONE, ({ name }) => name !== "sends-per-phone-15-minutes"),
  ),
  broken("count no guesses of strangers", PROPERTIES.guessesPerNumber, () => ({}), without("stranger-guess")),
  broken(
    "count nothing of a network",
    PROPERTIES.shared,
    () => ({}),
    only(CROWDED, ({ by }) => !by.startsWith("network")),
  ),
  broken("let sign-ins raise the lines of a network twice as much", PROPERTIES.shared, () => ({}), {
    applied: {
      ...CROWDED,
      rules: CROWDED.rules.map((rule) =>
        rule.raisedEvery === undefined ? rule : { ...rule, raisedEvery: 1 },
      ),
    },
    promised: CROWDED,
  }),
  broken(
    "open challenges however much has failed",
    PROPERTIES.messages,
    () => ({}),
    only(CROWDED, ({ name }) => !name.startsWith("failures-per-phone-")),
  ),
  broken("have no strict lines", PROPERTIES.shared, () => ({}), {
    applied: { ...CROWDED, rules: CROWDED.rules.map(({ strict: _strict, ...rule }) => rule) },
    promised: CROWDED,
  }),
  broken("block for a minute", PROPERTIES.blocked, () => ({}), judging({ measureSeconds: 60 })),
  broken(
    "block where every second message is answered",
    PROPERTIES.blocks,
    () => ({}),
    judging({ blockBelow: 0.6 }),
  ),
  broken(
    "forget where people usually sign in",
    PROPERTIES.blocks,
    () => ({}),
    judging({ normalSeconds: 86_400 }),
  ),
  broken("never block", PROPERTIES.unanswered, () => ({}), judging({ blockBelow: 0 })),
  broken(
    "never take guesses for a surge",
    PROPERTIES.longer,
    () => ({}),
    surging({ minimum: 1_000, day: { minimum: 1_000, times: 1 } }),
  ),
  broken("take one guess for a surge", PROPERTIES.blocks, () => ({}), surging({ minimum: 1 })),
  broken("have strict lines that let one more pass", PROPERTIES.shared, () => ({}), {
    applied: {
      ...CROWDED,
      rules: CROWDED.rules.map((rule) =>
        rule.strict !== undefined && rule.adds.includes("guess")
          ? { ...rule, strict: rule.strict + 1 }
          : rule,
      ),
    },
    promised: CROWDED,
  }),
];
