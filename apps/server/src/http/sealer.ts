import { createCipheriv, createHmac, createSecretKey, pbkdf2Sync, randomBytes } from "node:crypto";

const FORMAT = "Fe26.2";
/** iron-session writes it behind each seal. */
const VERSION = "~2";
const SALT_BYTES = 32;
const KEY_BYTES = 32;
const IV_BYTES = 16;

/**
 * Seals as iron-session does, which opens what this makes: AES-256-CBC, then HMAC-SHA-256 over all of it. The library draws
 * two salts and derives two keys for each seal, in tasks of other threads; three of them were a sixth of a sign-in. Here the
 * salts are drawn once for each process. The secret is no password that salts would have to protect: it has 32 characters at
 * least, and every seal still has an initialisation vector of its own.
 */
export function createSealer({
  id,
  secret,
}: {
  /** Names the secret in the seal. */
  id: number;
  secret: string;
}): (value: object, options: { seconds: number }) => string {
  const encryption = deriveKey(secret);
  const integrity = deriveKey(secret);
  return (value, { seconds }) => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-cbc", encryption.key, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
    const ends = Date.now() + seconds * 1000;
    const text = [
      FORMAT,
      id,
      encryption.salt,
      iv.toString("base64url"),
      sealed.toString("base64url"),
      ends,
    ].join("*");
    const mac = createHmac("sha256", integrity.key).update(text).digest("base64url");
    return `${text}*${integrity.salt}*${mac}${VERSION}`;
  };
}

/** As iron-webcrypto does it: one round of PBKDF2 with SHA-1, over the salt as hexadecimal text. */
function deriveKey(secret: string) {
  const salt = randomBytes(SALT_BYTES).toString("hex");
  return { salt, key: createSecretKey(pbkdf2Sync(secret, salt, 1, KEY_BYTES, "sha1")) };
}
