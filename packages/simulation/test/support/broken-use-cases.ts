import { createKeyring } from "@sixdigit/auth";
import { AuthError } from "@sixdigit/contracts";
import { NUMBERS_ALONE } from "../../src/limits.ts";
import { PROPERTIES } from "../../src/properties.ts";
import type { WorldSettings } from "../../src/world.ts";
import { type Broken, broken } from "./broken.ts";

type Mistake = NonNullable<WorldSettings["mistake"]>;
const mistaken = (mistake: string, breaks: string, make: Mistake, from = 0) =>
  broken(mistake, breaks, () => ({}), { mistake: make, from });

/** Use cases that ask their ports, or go by their policy, as they should not. */
export const brokenUseCases: Broken[] = [
  mistaken("compare a guess that was granted no attempt", PROPERTIES.claimed, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      claimHolderAttempt: async (claim) =>
        (await store.claimHolderAttempt(claim)) ?? store.findChallenge(claim.id),
    },
  })),
  mistaken("let a code live half a minute longer", PROPERTIES.dead, (deps) => ({
    ...deps,
    policy: { ...deps.policy, codeTtl: deps.policy.codeTtl + 30 },
  })),
  mistaken("let a replaced secret open for a quarter of a minute longer", PROPERTIES.secret, (deps) => ({
    ...deps,
    policy: { ...deps.policy, rotationGrace: deps.policy.rotationGrace + 15 },
  })),
  mistaken("make all codes alike long", PROPERTIES.longer, ({ limits, ...deps }) => ({
    ...deps,
    limits: {
      ...limits,
      async charge(...call) {
        const charge = await limits.charge(...call);
        return charge.allowed ? { ...charge, codeLength: undefined } : charge;
      },
    },
  })),
  mistaken("wait for a quarter of the time", PROPERTIES.waits, (deps) => ({
    ...deps,
    policy: { ...deps.policy, resendCooldowns: [8, 15, 30, 75] },
  })),
  mistaken("send to whatever country", PROPERTIES.whom, (deps) => ({
    ...deps,
    policy: { ...deps.policy, allowedCountries: "*" },
  })),
  mistaken("take everybody for known", PROPERTIES.known, ({ limits, ...deps }) => ({
    ...deps,
    limits: {
      ...limits,
      charge: (action, subject, proof) => limits.charge(action, { ...subject, device: "anybody" }, proof),
    },
  })),
  mistaken("tell the limits of no sign-in", PROPERTIES.settled, ({ limits, ...deps }) => ({
    ...deps,
    limits: { ...limits, settle: async () => {} },
  })),
  mistaken("let sessions live for two months", PROPERTIES.life, (deps) => ({
    ...deps,
    policy: { ...deps.policy, sessionTtl: 60 * 86_400, sessionIdle: 60 * 86_400 },
  })),
  mistaken("let one session more live", PROPERTIES.few, (deps) => ({
    ...deps,
    policy: { ...deps.policy, maxSessions: deps.policy.maxSessions + 1 },
  })),
  mistaken("give a number to a new owner after a month", PROPERTIES.oneUser, (deps) => ({
    ...deps,
    policy: { ...deps.policy, accountDormancy: 30 * 86_400 },
  })),
  mistaken("leave the session that a sign-in replaces", PROPERTIES.ended, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      completeSignIn: ({ replaces: _, ...signIn }) =>
        store.completeSignIn({ ...signIn, replaces: undefined }),
    },
  })),
  mistaken("end no session for a secret that was replaced", PROPERTIES.reuse, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      endSession: async (end) => end.audit.name === "session-reuse" || store.endSession(end),
    },
  })),
  mistaken("end the session in use with the others", PROPERTIES.own, ({ store, ...deps }) => ({
    ...deps,
    store: { ...store, endOtherSessions: (end) => store.endOtherSessions({ ...end, keepId: "" }) },
  })),
  mistaken("ask for attempts without end", PROPERTIES.holderLooks, (deps) => ({
    ...deps,
    policy: { ...deps.policy, maxAttempts: 1_000 },
  })),
  mistaken("compare with codes of a secret of their own", PROPERTIES.right, (deps) => ({
    ...deps,
    codeKeys: createKeyring(["a secret that nobody else has, and long"]),
  })),
  mistaken("are down for who holds a closed challenge", PROPERTIES.unavailable, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      async findChallenge(id) {
        const found = await store.findChallenge(id);
        if (found?.closedAt) throw new AuthError("UNAVAILABLE");
        return found;
      },
    },
  })),
  mistaken("take a message for sent because there is a challenge", PROPERTIES.told, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      async findChallenge(id) {
        const found = await store.findChallenge(id);
        return found && { ...found, sends: Math.max(1, found.sends) };
      },
    },
  })),
  mistaken(
    "take every failure of the store for one without effect",
    PROPERTIES.givenBack,
    ({ store, ...deps }) => ({
      ...deps,
      store: {
        ...store,
        claimSend: (claim) =>
          store.claimSend(claim).catch(() => {
            throw new AuthError("UNAVAILABLE", {}, { isWithoutEffect: true });
          }),
      },
    }),
  ),
  broken("ask for attempts of strangers without end", PROPERTIES.strangerLooks, () => ({}), {
    // The limit of a number's strangers is as strict, and would hide it.
    applied: { ...NUMBERS_ALONE, rules: [] },
    mistake: ({ store, ...deps }) => ({
      ...deps,
      store: {
        ...store,
        claimStrangerAttempt: (claim) => store.claimStrangerAttempt({ ...claim, maxAttempts: 1_000 }),
      },
    }),
  }),
  mistaken("end in an error that nobody expects", PROPERTIES.refusals, ({ store, ...deps }) => ({
    ...deps,
    store: {
      ...store,
      async findChallenge(id) {
        const found = await store.findChallenge(id);
        if (found?.closedAt) throw new TypeError("nobody thought of that");
        return found;
      },
    },
  })),
  mistaken("tell nobody when it is worth another try", PROPERTIES.live, ({ limits, ...deps }) => ({
    ...deps,
    limits: {
      ...limits,
      async charge(...call) {
        const charge = await limits.charge(...call);
        return charge.allowed ? charge : { allowed: false, rule: charge.rule, code: charge.code };
      },
    },
  })),
];
