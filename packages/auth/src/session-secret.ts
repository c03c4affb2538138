import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Keyring } from "./keyring.ts";
import type { Credential, Session } from "./model.ts";

/** The secret has 256 random bits, so a plain hash of it cannot be turned back. */
export function hashSessionSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/**
 * The secret after this one. It follows from it by a key that no client and no database has, so every request that still
 * comes with the old secret is given the same new one: an answer that is lost costs nobody the session.
 */
export function nextSecret(keySecret: string, { id, secret }: Credential): string {
  const text = ["sixdigit session rotation v1", id, secret].join("\0");
  return createHmac("sha256", keySecret).update(text).digest("base64url");
}

export type Shown =
  | "current"
  /** The one before the current; `successor` is the current one, where its key is still known. */
  | { successor: string | undefined }
  /** One from before that. */
  | "outdated"
  | "unknown";

/** More rotations than a session of 30 days can have. */
const MAX_ROTATIONS = 40;

/** Which of a session's secrets a credential shows. */
export function whichSecret(
  credential: Credential,
  session: Pick<Session, "secretHash" | "previousSecretHash">,
  keys: Keyring,
): Shown {
  const hash = hashSessionSecret(credential.secret);
  if (isSame(hash, session.secretHash)) return "current";
  const matches = (secret: string) => isSame(hashSessionSecret(secret), session.secretHash);
  if (session.previousSecretHash !== null && isSame(hash, session.previousSecretHash)) {
    const successor = keys.all.map((key) => nextSecret(key.secret, credential)).find(matches);
    return { successor };
  }
  const hasRotated = session.previousSecretHash !== null;
  const isAncestor = hasRotated && keys.all.some((key) => successors(key.secret, credential).some(matches));
  return isAncestor ? "outdated" : "unknown";
}

function successors(keySecret: string, { id, secret }: Credential): string[] {
  const chain: string[] = [];
  for (let shown = secret; chain.length < MAX_ROTATIONS; chain.push(shown)) {
    shown = nextSecret(keySecret, { id, secret: shown });
  }
  return chain;
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
