import type { AuthStore, Challenge, SignIn } from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import fc from "fast-check";
import { expect } from "vitest";
import { anId, auditOf, challengeOf, elsewhere, signInWith } from "./rows.ts";

/** What the commands know: the time, the numbers, and what they opened and began, the same in every store. */
export type World = {
  now: Date;
  phones: E164[];
  challenges: Challenge[];
  signIns: { signIn: SignIn; userId: string }[];
};
export type Stores = { stores: AuthStore[] };
type Command = fc.AsyncCommand<World, Stores>;

/** A command that asks every store the same and compares what they say. */
function command(
  name: string,
  isPossible: (world: World) => boolean,
  run: (world: World, ask: Ask) => Promise<unknown>,
): Command {
  return {
    check: isPossible,
    run: async (world, { stores }) => {
      await run(world, async (call) => {
        const [said, ...others] = await Promise.all(stores.map(call));
        for (const each of others) expect(each).toEqual(said);
        return said as Awaited<ReturnType<typeof call>>;
      });
    },
    toString: () => name,
  };
}

type Ask = <T>(call: (store: AuthStore) => Promise<T>) => Promise<T>;
const always = () => true;
const anyOpened = ({ challenges }: World) => challenges.length > 0;
const anyBegun = ({ signIns }: World) => signIns.length > 0;

function pick<T>(from: T[], index: number): T {
  const picked = from[index % from.length];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);
const DAY = 86_400;

const wait = (seconds: number) =>
  command(`wait ${seconds} s`, always, async (world) => {
    world.now = after(world.now, seconds);
  });

const open = (which: number) =>
  command(`open for number ${which}`, always, async (world, ask) => {
    const { now } = world;
    const challenge = challengeOf(pick(world.phones, which), {
      ...{ createdAt: now, lastSentAt: now, expiresAt: after(now, 600) },
    });
    world.challenges.push(challenge);
    const audit = auditOf("code-requested", { at: now });
    await ask((store) => store.openChallenge(challenge, audit));
  });

const send = (which: number, isStale: boolean, renews: boolean) =>
  command(
    `send ${which}${isStale ? " stale" : ""}${renews ? " anew" : ""}`,
    anyOpened,
    async (world, ask) => {
      const { now } = world;
      const opened = pick(world.challenges, which);
      const { id, seed } = opened;
      const found = await ask((store) => store.findChallenge(id));
      const expected = isStale || !found ? opened : found;
      const renewal = {
        seed: `${seed.slice(0, 10)}${now.getTime()}`,
        keyId: "key-2",
        expiresAt: after(now, 600),
      };
      const audit = auditOf("code-requested", { at: now });
      const charges = `${now.getTime()}`;
      await ask((store) =>
        store.claimSend({ id, now, expected, charges, ...(renews && { renewal }), audit }),
      );
    },
  );

const guess = (which: number, maxAttempts: number) =>
  command(`guess ${which} of ${maxAttempts}`, anyOpened, async ({ challenges, now }, ask) => {
    const { id } = pick(challenges, which);
    await ask((store) => store.claimHolderAttempt({ id, maxAttempts, now }));
  });

const guessAsStranger = (which: number, maxAttempts: number) =>
  command(`guess as stranger ${which} of ${maxAttempts}`, always, async ({ phones, now }, ask) => {
    const claim = { phone: pick(phones, which), purpose: "sign-in", maxAttempts, now } as const;
    await ask((store) => store.claimStrangerAttempt(claim));
    await ask((store) => store.lastSend(claim.phone, "sign-in"));
  });

const signIn = (which: number, isSuperseded: boolean) =>
  command(`sign in ${which}${isSuperseded ? " superseded" : ""}`, anyOpened, async (world, ask) => {
    const opened = pick(world.challenges, which);
    const found = await ask((store) => store.findChallenge(opened.id));
    // A cap and a dormancy that short histories reach.
    const rules = { maxSessions: 2, dormantSince: after(world.now, -60 * DAY) };
    const attempt = signInWith(isSuperseded || !found ? opened : found, world.now, rules);
    if (which % 2 === 0) attempt.audit.name = "test-sign-in";
    const done = await ask((store) => store.completeSignIn(attempt));
    if (done) world.signIns.push({ signIn: attempt, userId: done.user.id });
  });

const use = (which: number, interval: number) =>
  command(`use ${which}`, anyBegun, async ({ signIns, now }, ask) => {
    const { id } = pick(signIns, which).signIn.session;
    await ask((store) =>
      store.touchSession({ id, now, unlessSince: after(now, -interval), origin: elsewhere }),
    );
    await ask((store) => store.findSession(id));
  });

const rotate = (which: number, isStale: boolean) =>
  command(`rotate ${which}${isStale ? " stale" : ""}`, anyBegun, async ({ signIns, now }, ask) => {
    const { session } = pick(signIns, which).signIn;
    const found = await ask((store) => store.findSession(session.id));
    const secretHash = isStale || !found ? session.secretHash : found.session.secretHash;
    const newSecretHash = `${secretHash.slice(0, 20)}${now.getTime()}`;
    const audit = auditOf("session-rotated", { at: now, sessionId: session.id });
    const rotation = { id: session.id, now, secretHash, newSecretHash, origin: elsewhere, audit };
    await ask((store) => store.rotateSession(rotation));
    await ask((store) => store.findSession(session.id));
  });

const lookBack = (which: number, limit: number) =>
  command(`look ${limit} back as ${which}`, anyBegun, async ({ signIns }, ask) => {
    const { userId } = pick(signIns, which);
    await ask((store) => store.listEvents({ userId, names: ["sign-in", "session-revoked"], limit }));
  });

const end = (which: number, whose: number) =>
  command(`end ${which} as ${whose}`, anyBegun, async ({ signIns, now }, ask) => {
    const { id } = pick(signIns, which).signIn.session;
    const { userId } = pick(signIns, whose);
    const audit = auditOf("session-revoked", { userId, sessionId: id, at: now });
    await ask((store) => store.endSession({ id, userId, now, audit }));
    await ask((store) => store.listSessions(userId, now));
  });

const endOthers = (which: number) =>
  command(`end others than ${which}`, anyBegun, async ({ signIns, now }, ask) => {
    const { userId, signIn: kept } = pick(signIns, which);
    const about = { userId, sessionId: kept.session.id, at: now };
    const audit = auditOf("other-sessions-revoked", about);
    await ask((store) => store.endOtherSessions({ userId, keepId: kept.session.id, now, audit }));
    await ask((store) => store.listSessions(userId, now));
  });

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Of one moment in any order. */
const readAccount = (which: number) =>
  command(`read the account of ${which}`, anyBegun, async ({ signIns }, ask) => {
    const { userId } = pick(signIns, which);
    await ask(async (store) => {
      const { sessions, events, messages } = await store.readAccount({ userId, phoneHash: "of nobody" });
      return { sessions: sessions.toSorted(byId), events: events.toSorted(byId), messages };
    });
  });

const deleteAccount = (which: number) =>
  command(`delete the account of ${which}`, anyBegun, async ({ signIns, challenges, now }, ask) => {
    const { userId, signIn } = pick(signIns, which);
    const audit = auditOf("account-deleted", { userId, at: now });
    const { phone } = signIn.challenge;
    await ask((store) => store.deleteAccount({ userId, phone, phoneHash: "of nobody", audit }));
    for (const { id } of challenges) await ask((store) => store.findChallenge(id));
    for (const each of signIns) await ask((store) => store.findSession(each.signIn.session.id));
  });

const askForNothing = () =>
  command("ask for what is not there", always, async (_world, ask) => {
    for (const id of [anId(), "not an id", "", "\0", "é".repeat(500)]) {
      await ask((store) => store.findChallenge(id));
      await ask((store) => store.findSession(id));
      await ask((store) => store.listSessions(id, new Date(0)));
      await ask((store) => store.listEvents({ userId: id, names: ["sign-in"], limit: 5 }));
    }
  });

const sweep = () =>
  command("sweep", always, async ({ now, challenges, signIns }, ask) => {
    await ask((store) => store.sweep(now));
    for (const { id } of challenges) await ask((store) => store.findChallenge(id));
    for (const each of signIns) await ask((store) => store.findSession(each.signIn.session.id));
  });

const index = fc.nat({ max: 7 });
const attempts = fc.integer({ min: 1, max: 3 });

/** Any order of anything that can be asked of a store. */
export const storeCommands = fc.commands(
  [
    fc.constantFrom(0, 1, 59, 60, 299, 300, 301, 600, DAY - 1, DAY, 30 * DAY).map(wait),
    index.map(open),
    index.map(open),
    fc.tuple(index, fc.boolean(), fc.boolean()).map((given) => send(...given)),
    fc.tuple(index, attempts).map((given) => guess(...given)),
    fc.tuple(index, attempts).map((given) => guessAsStranger(...given)),
    fc.tuple(index, fc.boolean()).map((given) => signIn(...given)),
    index.map((which) => signIn(which, false)),
    fc.tuple(index, fc.constantFrom(0, 60)).map((given) => use(...given)),
    fc.tuple(index, index).map((given) => end(...given)),
    index.map(endOthers),
    fc.tuple(index, fc.boolean()).map((given) => rotate(...given)),
    fc.tuple(index, fc.integer({ min: 1, max: 3 })).map((given) => lookBack(...given)),
    index.map(readAccount),
    index.map(deleteAccount),
    fc.constant(askForNothing()),
    fc.constant(sweep()),
  ],
  { size: "medium", maxCommands: 30 },
);
