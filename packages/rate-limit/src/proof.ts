import { createHmac } from "node:crypto";
import type { LimitSubject } from "@sixdigit/auth";
import type { ProofPuzzle } from "@sixdigit/contracts";
import { createChallenge, verifySolution } from "altcha-lib/v1";

/** Asks for proofs of work and checks them. */
export type Proofs = ReturnType<typeof createProofs>;

export type Solved = {
  /** Names the puzzle, so that it can be used once. */
  id: string;
  expiresAt: Date;
};

const LIFE_MS = 5 * 60_000;
/** Hashes at most; on average half of it. A phone of the middle class does about 40,000 in a second. */
const EASIEST = 50_000;
const HARDEST = 1_600_000;
const ALGORITHM = "SHA-256";

/** How many hashes a puzzle takes at most; on average it is half of that. */
export const hashesAtMost = (level: number): number => Math.min(HARDEST, EASIEST * 2 ** level);

/**
 * ALTCHA's proof of work. A puzzle is for one number and one network, for five minutes; it is kept nowhere, because its
 * signature says that it is ours.
 *
 * @param secrets the newest signs, all of them check
 */
export function createProofs(secrets: readonly [string, ...string[]]) {
  const keys = secrets.map((secret) => derive(secret, "sixdigit proof key v1"));
  const current = derive(secrets[0], "sixdigit proof key v1");

  return {
    /** @param level each doubles the work */
    async ask(subject: LimitSubject, level: number, now: Date): Promise<ProofPuzzle> {
      const maxnumber = hashesAtMost(level);
      const expires = new Date(now.getTime() + LIFE_MS);
      const params = { for: boundTo(subject, current) };
      const { algorithm, challenge, salt, signature } = await createChallenge({
        algorithm: ALGORITHM,
        hmacKey: current,
        maxnumber,
        expires,
        params,
      });
      return { algorithm, challenge, salt, signature, maxnumber };
    },

    /** Undefined for what is no solution, not ours, too old, or for another number or network. */
    async check(text: string, subject: LimitSubject, now: Date): Promise<Solved | undefined> {
      const solution = read(text);
      if (!solution) return undefined;
      const given = new URLSearchParams(solution.salt.split("?")[1] ?? "");
      const expiresAt = new Date(Number(given.get("expires")) * 1000);
      if (!(expiresAt > now)) return undefined;
      for (const key of keys) {
        if (given.get("for") !== boundTo(subject, key)) continue;
        if (await verifySolution(solution, key, false)) return { id: solution.challenge, expiresAt };
      }
      return undefined;
    },
  };
}

type Solution = {
  algorithm: typeof ALGORITHM;
  challenge: string;
  number: number;
  salt: string;
  signature: string;
};

/** Base64 of JSON, from anybody. */
function read(text: string): Solution | undefined {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(Buffer.from(text, "base64").toString());
  } catch {
    return undefined;
  }
  const { algorithm, challenge, number, salt, signature } = value ?? {};
  if (algorithm !== ALGORITHM || !Number.isSafeInteger(number)) return undefined;
  if (typeof challenge !== "string" || typeof salt !== "string" || typeof signature !== "string") {
    return undefined;
  }
  return { algorithm, challenge, number: Number(number), salt, signature };
}

/** Keyed, because a puzzle is shown to whoever asks and must not tell a number. */
function boundTo({ phone, networks }: LimitSubject, key: string): string {
  const who = `${phone} ${networks[0] ?? ""}`;
  return derive(key, who).slice(0, 22);
}

function derive(secret: string, what: string): string {
  return createHmac("sha256", secret).update(what).digest("base64url");
}
