import { z } from "zod";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Over plain http the credentials could be read on the way, so it is for this machine alone. */
function isSafeBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = [username, password, search, hash].every((part) => part === "");
  return isPlain && (protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname)));
}

/** The address that a provider's paths are appended to; without a slash at its end, whatever was written. */
export const apiBaseUrl = (standard: string) =>
  z
    .string()
    .refine(isSafeBase, `must be an https address such as ${standard} (http only for this machine itself)`)
    .transform((text) => text.replace(/\/+$/, ""))
    .default(standard);
