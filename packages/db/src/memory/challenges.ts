import type { Challenge, ChallengeStore } from "@sixdigit/auth";
import type { Tables } from "./tables.ts";

/** Open in the sense of a guess: not closed, and its code not expired. */
export function isGuessable(challenge: Challenge, now: Date): boolean {
  return challenge.closedAt === null && challenge.expiresAt > now;
}

/** No method awaits anything before it has written, so each is one atomic step. */
export function memoryChallenges(tables: Tables): Omit<ChallengeStore, "completeSignIn"> {
  const { challenges } = tables;

  /** Of the number, the newest first. Of the same moment, the one opened later. */
  function newest(phone: string, purpose: string): Challenge[] {
    return challenges
      .group(phone)
      .filter((each) => each.purpose === purpose)
      .reverse()
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  }

  return {
    async openChallenge(challenge, audit) {
      if (challenges.get(challenge.id)) return false;
      tables.makeRoom(challenges, challenge.createdAt);
      challenges.add({ ...challenge });
      tables.record(audit);
      return true;
    },

    async findChallenge(id) {
      const found = challenges.get(id);
      return found ? { ...found } : null;
    },

    async lastSend(phone, purpose) {
      const [last] = newest(phone, purpose).sort(
        (a, b) => b.lastSentAt.getTime() - a.lastSentAt.getTime() || b.sends - a.sends,
      );
      return last ? { lastSentAt: last.lastSentAt, sends: last.sends } : null;
    },

    async claimSend({ id, now, expected, charges, renewal, audit }) {
      const found = challenges.get(id);
      const isAsExpected =
        found?.closedAt === null &&
        found.seed === expected.seed &&
        found.lastSentAt.getTime() === expected.lastSentAt.getTime();
      if (!isAsExpected) return null;
      Object.assign(found, { lastSentAt: now, charges, sends: found.sends + 1 }, renewal);
      tables.record(audit);
      return { ...found };
    },

    async claimHolderAttempt({ id, maxAttempts, now }) {
      const found = challenges.get(id);
      if (!found || !isGuessable(found, now) || found.holderAttempts >= maxAttempts) return null;
      found.holderAttempts += 1;
      return { ...found };
    },

    async claimStrangerAttempt({ phone, purpose, maxAttempts, now }) {
      const found = newest(phone, purpose).find((each) => isGuessable(each, now));
      if (!found || found.strangerAttempts >= maxAttempts) return null;
      found.strangerAttempts += 1;
      return { ...found };
    },
  };
}
