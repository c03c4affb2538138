import { createHmac, timingSafeEqual } from "node:crypto";
import type { Key } from "./keyring.ts";
import type { Challenge } from "./model.ts";

/**
 * The code of a challenge: HMAC-SHA-256 over its seed, phone and purpose, reduced to `codeLength` decimal digits with
 * leading zeros kept (NIST SP 800-63B-4, 3.1.3.2 and 3.2.12; ASVS 6.5.3, 6.5.4). 128 bits are reduced, so the bias
 * of the most frequent code is below 10^-28.
 */
export function deriveCode(
  key: Key,
  challenge: Pick<Challenge, "seed" | "phone" | "purpose" | "codeLength">,
): string {
  const { seed, phone, purpose, codeLength } = challenge;
  const digest = createHmac("sha256", key.secret)
    .update(["sixdigit code v1", purpose, phone, seed].join("\0"))
    .digest("hex");
  const number = BigInt(`0x${digest.slice(0, 32)}`) % 10n ** BigInt(codeLength);
  return number.toString().padStart(codeLength, "0");
}

/** Compares in a time that depends on the length of the guess only (ASVS 11.2.4). */
export function sameCode(expected: string, guess: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(guess);
  return a.length === b.length && timingSafeEqual(a, b);
}
