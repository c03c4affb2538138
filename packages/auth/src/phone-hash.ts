import { createHmac } from "node:crypto";
import type { E164 } from "@sixdigit/contracts";

/**
 * A number for what is kept longer than a sign-in: the same number has the same hash, and without the secret nobody can
 * try all numbers against it.
 */
export function createPhoneHash(secret: string): (phone: E164) => string {
  return (phone) =>
    createHmac("sha256", secret).update("sixdigit phone hash v1\0").update(phone).digest("base64url");
}
