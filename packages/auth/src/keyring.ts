import { createHmac } from "node:crypto";

export type Key = {
  /** A short name of the key that says nothing about it; kept beside what was made with the key. */
  id: string;
  secret: string;
};

/** Keys by age: the first makes new things, all of them check old ones. */
export type Keyring = { current: Key; all: readonly Key[]; find(id: string): Key | undefined };

/** @param secrets the newest first, at least one */
export function createKeyring(secrets: readonly [string, ...string[]]): Keyring {
  const [current, ...older] = secrets.map((secret) => ({ id: keyId(secret), secret })) as [Key, ...Key[]];
  const all = [current, ...older];
  return { current, all, find: (id) => all.find((key) => key.id === id) };
}

function keyId(secret: string): string {
  return createHmac("sha256", secret).update("sixdigit key id v1").digest("base64url").slice(0, 8);
}
