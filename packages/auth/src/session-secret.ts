import { createHash, timingSafeEqual } from "node:crypto";

/** The secret has 256 random bits, so a plain hash of it cannot be turned back. */
export function hashSessionSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

export function isSessionSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSessionSecret(secret)), Buffer.from(hash));
}
