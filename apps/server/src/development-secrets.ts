import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Secrets = { otp: string; session: string };

/**
 * Secrets for development, where none are set. With a `folder` they are kept in it, so that what a database remembers
 * can be used after the next start; without one they die with the process, as everything in memory does.
 */
export function developmentSecrets(folder: string | undefined): Secrets {
  if (folder === undefined) return newSecrets();
  const file = join(folder, "development-secrets.json");
  return readSecrets(file) ?? keepSecrets(folder, file, newSecrets());
}

function newSecrets(): Secrets {
  const secret = () => randomBytes(32).toString("base64url");
  return { otp: secret(), session: secret() };
}

function readSecrets(file: string): Secrets | undefined {
  try {
    const { otp, session } = JSON.parse(readFileSync(file, "utf8"));
    return typeof otp === "string" && typeof session === "string" ? { otp, session } : undefined;
  } catch {
    return undefined;
  }
}

function keepSecrets(folder: string, file: string, secrets: Secrets): Secrets {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  try {
    // Of two processes that start at once one is first, and the other takes its secrets.
    linkSync(draft, file);
    return secrets;
  } catch {
    return readSecrets(file) ?? secrets;
  } finally {
    rmSync(draft);
  }
}
