import { type Challenge, defaultPolicy, type SignIn } from "@sixdigit/auth";
import { countryOf, type E164 } from "@sixdigit/contracts";
import type { Journal } from "./journal.ts";
import type { Done, Entry, KnownSession } from "./known.ts";
import { PROPERTIES } from "./properties.ts";
import type { Task } from "./scheduler.ts";
import { createSentCodes } from "./sent-codes.ts";

export type Ledger = ReturnType<typeof createLedger>;

type Given = {
  journal: Journal;
  now: () => number;
  /** By how much the processes' clocks may have differed so far. */
  skewMs: () => number;
};

function isAllowed(phone: E164, { policy: { allowedCountries } = defaultPolicy }: Task): boolean {
  return allowedCountries === "*" || allowedCountries.has(countryOf(phone) ?? "none");
}

/** No statement is carried out later than this after it was asked for. */
export const LATE_MS = 60_000;

/**
 * What is known of the store from what was asked of it and what it said, in the order in which it happened. Written down
 * here once more, and simpler, so that it is no copy of the store.
 */
export function createLedger({ journal, now, skewMs }: Given) {
  const challenges = new Map<string, Entry>();
  const sessions = new Map<string, KnownSession>();
  const users = new Map<string, { id: string; signedInAt: Date }>();
  const { hold, met } = journal;
  const codes = createSentCodes();
  const devices = new Set<string>();

  const isOpen = ({ row }: Entry, at: Date) => row.closedAt === null && row.expiresAt > at;

  const attemptsOf = ({ policy }: Task) => policy?.maxAttempts ?? 0;
  const codeEnd = ({ task: { policy }, askedAt }: Pick<Done<"claimSend">, "task" | "askedAt">) =>
    askedAt + 1000 * (policy?.codeTtl ?? 0);

  /** In milliseconds, after so many messages. */
  function waitAfter(sends: number, { policy = defaultPolicy }: Task): number {
    return sends === 0
      ? -Infinity
      : 1000 * (policy.resendCooldowns[sends - 1] ?? policy.resendCooldowns.at(-1) ?? 0);
  }

  function claimed(kind: "holder" | "stranger", found: Challenge, task: Task, at: Date): void {
    const entry = challenges.get(found.id);
    hold(PROPERTIES.dead, entry !== undefined && isOpen(entry, at));
    if (!entry) return;
    entry[`${kind}Looks`] += 1;
    hold(PROPERTIES[`${kind}Looks`], entry[`${kind}Looks`] <= attemptsOf(task));
    entry.row = found;
  }

  /** Of the sessions that a user could still use, the least recently used ones end. */
  function endBeyond(userId: string, { now: at }: SignIn, { policy = defaultPolicy }: Task): void {
    const idleSince = at.getTime() - 1000 * policy.sessionIdle;
    const live = [...sessions.values()].filter(
      ({ userId: owner, isOver, session }) =>
        owner === userId && !isOver && session.expiresAt > at && session.lastUsedAt.getTime() > idleSince,
    );
    const latestFirst = live.sort((a, b) => Number(b.session.lastUsedAt) - Number(a.session.lastUsedAt));
    for (const known of latestFirst.slice(policy.maxSessions - 1)) {
      known.isOver = true;
      met("session: ended, because there were too many");
    }
  }

  const saw = {
    openChallenge({ args: [challenge], result, task, askedAt }: Done<"openChallenge">) {
      if (!result) return;
      const entry = {
        row: { ...challenge },
        codeEndsAt: codeEnd({ task, askedAt }),
        holderLooks: 0,
        strangerLooks: 0,
        sessions: 0,
        openedBy: task,
        sentBy: challenge.sends > 0 ? task : undefined,
        isBegun: false,
      };
      challenges.set(challenge.id, entry);
      task.sending = challenge.seed;
    },

    claimSend({ args: [{ id, renewal, now: at }], result, task, askedAt }: Done<"claimSend">) {
      const entry = challenges.get(id);
      met(result ? (renewal ? "send: a new code" : "send: the same code") : "send: another call was first");
      if (!entry || !result) return;
      hold(PROPERTIES.dead, entry.row.closedAt === null);
      const isKept =
        result.holderAttempts === entry.holderLooks && result.strangerAttempts === entry.strangerLooks;
      hold(PROPERTIES.attemptsStay, isKept);
      const isWithdrawn = renewal !== undefined && renewal.expiresAt <= at;
      const waited = at.getTime() - entry.row.lastSentAt.getTime();
      hold(PROPERTIES.waits, isWithdrawn || waited + skewMs() >= waitAfter(entry.row.sends, task));
      task.sending = result.seed;
      if (renewal) entry.codeEndsAt = codeEnd({ task, askedAt });
      entry.sentBy ??= task;
      entry.row = result;
    },

    claimHolderAttempt({ args: [claim], result, task }: Done<"claimHolderAttempt">) {
      if (result) return claimed("holder", result, task, claim.now);
      const entry = challenges.get(claim.id);
      const isWronged = entry && isOpen(entry, claim.now) && entry.holderLooks < attemptsOf(task);
      hold(PROPERTIES.wins, !isWronged);
    },

    claimStrangerAttempt({ args: [claim], result, task }: Done<"claimStrangerAttempt">) {
      met(result ? "stranger: something is open" : "stranger: nothing is open, or no attempt left");
      if (result) claimed("stranger", result, task, claim.now);
    },

    completeSignIn({ args: [signIn], result, task, askedAt }: Done<"completeSignIn">) {
      const { id, seed, phone } = signIn.challenge;
      const entry = challenges.get(id);
      if (!entry) return hold(PROPERTIES.dead, false);
      const isGone =
        entry.row.closedAt !== null || entry.row.seed !== seed || entry.row.expiresAt <= signIn.now;
      if (!result) {
        met("right code: overtaken");
        return hold(PROPERTIES.wins, isGone);
      }
      entry.sessions += 1;
      hold(PROPERTIES.once, entry.sessions === 1);
      hold(PROPERTIES.dead, !isGone && entry.row.phone === phone);
      hold(PROPERTIES.dead, askedAt <= entry.codeEndsAt + skewMs());
      hold(PROPERTIES.claimed, task.granted?.id === id && task.granted.seed === seed);
      hold(PROPERTIES.right, task.guess !== undefined && task.guess === task.rightCode?.(entry.row));
      for (const { row } of challenges.values()) if (row.phone === phone) row.closedAt ??= signIn.now;
      const user = users.get(phone);
      const { accountDormancy, sessionTtl } = task.policy ?? defaultPolicy;
      const isKnown =
        user !== undefined && signIn.now.getTime() - user.signedInAt.getTime() < 1000 * accountDormancy;
      task.signedInAs = result.user.id;
      hold(PROPERTIES.oneUser, (user?.id === result.user.id) === isKnown);
      users.set(phone, { id: result.user.id, signedInAt: signIn.now });
      const replaced = sessions.get(signIn.replaces?.id ?? "");
      if (replaced) replaced.isOver = true;
      endBeyond(result.user.id, signIn, task);
      const session = { ...signIn.session };
      const endsAt = askedAt + 1000 * sessionTtl;
      const state = { isOver: false, isAcknowledged: false, rotatedAt: 0, endsAt };
      sessions.set(session.id, { session, userId: result.user.id, ...state });
    },

    touchSession({ args: [{ id, now: at, unlessSince }] }: Done<"touchSession">) {
      const known = sessions.get(id);
      if (known && !known.isOver && known.session.lastUsedAt <= unlessSince) known.session.lastUsedAt = at;
    },

    rotateSession({ args: [rotation], result }: Done<"rotateSession">) {
      const known = sessions.get(rotation.id);
      met(result ? "session: rotated" : "session: another call rotated it, or it has ended");
      if (!known || !result) return;
      hold(PROPERTIES.chain, !known.isOver && known.session.secretHash === rotation.secretHash);
      known.rotatedAt = now();
      Object.assign(known.session, {
        secretHash: rotation.newSecretHash,
        previousSecretHash: rotation.secretHash,
        lastUsedAt: rotation.now,
      });
    },

    endSession({ args: [{ id, userId, audit }], result }: Done<"endSession">) {
      const known = sessions.get(id);
      if (!known || !result) return;
      hold(PROPERTIES.own, known.userId === userId);
      known.isOver = true;
      if (audit.name === "session-reuse") met("session: ended by reuse");
    },

    endOtherSessions({ args: [{ userId, keepId, now: at }], task }: Done<"endOtherSessions">) {
      hold(PROPERTIES.own, keepId === task.sessionId);
      for (const [id, known] of sessions) {
        const isOther = known.userId === userId && id !== keepId;
        if (isOther && known.session.expiresAt > at) known.isOver = true;
      }
    },

    deleteAccount({ args: [{ userId, phone }], result, task }: Done<"deleteAccount">) {
      hold(PROPERTIES.right, task.signedInAs === userId);
      met(result ? "account: deleted" : "account: deleted before");
      for (const { row } of result ? challenges.values() : []) {
        if (row.phone === phone) row.closedAt ??= new Date(now());
      }
      for (const known of result ? sessions.values() : []) {
        if (known.userId === userId) Object.assign(known, { isOver: true, isGone: true });
      }
      if (result && users.get(phone)?.id === userId) users.delete(phone);
    },

    findSession({ args: [id], result }: Done<"findSession">) {
      const known = sessions.get(id);
      if (known?.isGone) return hold(PROPERTIES.ended, result === null);
      const isSwept = known && now() > known.session.expiresAt.getTime();
      hold(PROPERTIES.opens, (result !== null) === (known !== undefined) || isSwept === true);
      if (known && result) hold(PROPERTIES.ended, known.isOver === (result.session.endedAt !== null));
    },
  };

  return {
    challenges,
    sessions,
    /** A browser was given what it is known by, at a sign-in to the number. */
    knows: (phone: E164, device: string) => void devices.add(`${phone} ${device}`),
    isKnown: (phone: E164, device: string): boolean => devices.has(`${phone} ${device}`),
    /** A code is about to go out to a number. */
    began(id: string, { code, phone, task }: { code: string; phone: E164; task: Task }): void {
      const entry = challenges.get(id);
      // What was paid for under one call's settings may be sent under another's.
      const payer = entry?.isBegun === false ? entry.openedBy : task;
      hold(PROPERTIES.whom, entry?.row.phone === phone && isAllowed(phone, payer));
      if (!entry) return;
      entry.isBegun = true;
      hold(PROPERTIES.single, codes.add({ id, seed: task.sending ?? "" }, code));
    },
    /** The code of a challenge, if it was ever sent. */
    codeOf: codes.of,
    /** What somebody is told to be on its way: only who was to send it, and met a fault there, may not have begun. */
    told(id: string, phone: E164): void {
      const entry = challenges.get(id);
      const isUnderWay = entry !== undefined && (entry.isBegun || entry.sentBy?.isFaulted === true);
      hold(PROPERTIES.told, isUnderWay && entry.row.phone === phone);
    },
    /** To be told right after a statement was carried out. */
    saw(
      method: string,
      done: { args: readonly unknown[]; result: unknown; task: Task; askedAt: number },
    ): void {
      const note = (saw as Record<string, ((done: never) => void) | undefined>)[method];
      note?.(done as never);
    },
    /** What the store has of a challenge then: the code that this ledger has, or none any more. */
    stands({ id, seed, closedAt, expiresAt }: Challenge): void {
      const row = challenges.get(id)?.row;
      const isOne = seed === row?.seed && expiresAt.getTime() === row.expiresAt.getTime();
      hold(PROPERTIES.single, isOne && (closedAt === null) === (row.closedAt === null));
    },
  };
}
