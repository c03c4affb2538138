import type { E164 } from "@sixdigit/contracts";
import { hashesAtMost, type Proofs } from "@sixdigit/rate-limit";
import type { Random } from "@sixdigit/simulation/random";

const LIFE_MS = 300_000;

export type Puzzle = { id: string; hashes: number };

/**
 * Puzzles as hard as the product's, whose work is not done: it takes time on the day's clock. What solves one is its name, for
 * the number and the network that it was made for.
 */
export function modelledProofs(random: Random) {
  const open = new Map<string, { phone: E164; network: string | undefined; expiresAt: Date }>();
  let made = 0;
  const proofs: Proofs = {
    async ask({ phone, networks }, level, now) {
      const challenge = `puzzle ${++made}`;
      open.set(challenge, { phone, network: networks[0], expiresAt: new Date(now.getTime() + LIFE_MS) });
      return { algorithm: "SHA-256", challenge, salt: "", signature: "", maxnumber: hashesAtMost(level) };
    },
    async check(text, { phone, networks }, now) {
      const puzzle = open.get(text);
      const isItsOwn = puzzle?.phone === phone && puzzle.network === networks[0];
      return puzzle && isItsOwn && puzzle.expiresAt > now
        ? { id: text, expiresAt: puzzle.expiresAt }
        : undefined;
    },
  };
  /** How much work this one turns out to be: the number is anywhere below the largest. */
  const workOf = ({ challenge, maxnumber }: { challenge: string; maxnumber: number }): Puzzle => ({
    id: challenge,
    hashes: 1 + random.below(maxnumber),
  });
  return { proofs, workOf };
}
