import { createHash } from "node:crypto";
import type { E164 } from "@sixdigit/contracts";
import { randomToken } from "./deps.ts";
import type { RandomBytes } from "./ports.ts";

/**
 * What a browser keeps, sealed, to be known again after a sign-in. It proves nothing about who sits there: it only gives
 * the browser limits of its own, which strangers cannot use up (NIST SP 800-63B-4, 3.2.2).
 */
export type Device = {
  id: string;
  /** The numbers that were signed in to, newest first, each as a hash with the id, which is secret. */
  accounts: string;
};

const ACCOUNTS = 5;

/** The name under which a browser's limits for a number are counted, if it has signed in to that number. */
export function knownDevice(device: Device | undefined, phone: E164): string | undefined {
  return device?.accounts.split(".").includes(accountOf(device.id, phone)) ? device.id : undefined;
}

/** The device as it is after a sign-in to a number. */
export function rememberAccount(device: Device | undefined, phone: E164, randomBytes: RandomBytes): Device {
  const id = device?.id ?? randomToken(randomBytes);
  const accounts = [accountOf(id, phone), ...(device?.accounts.split(".") ?? [])];
  return { id, accounts: [...new Set(accounts)].slice(0, ACCOUNTS).join(".") };
}

function accountOf(id: string, phone: E164): string {
  return createHash("sha256").update(`sixdigit device v1\0${id}\0${phone}`).digest("base64url").slice(0, 22);
}
