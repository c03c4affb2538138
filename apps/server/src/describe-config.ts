import type { Config } from "./config.ts";

/** By their names in the configuration. Of senders only the names are told, and of addresses not who logs in to them. */
const SECRET = new Set(["otpSecrets", "sessionSecrets", "codes", "receiptKeys"]);

/** The settings as they are in force, as JSON, without any secret. */
export function describeConfig(config: Config): string {
  return JSON.stringify(config, redacting, 2);
}

function redacting(key: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (SECRET.has(key)) return value instanceof Map && value.size === 0 ? null : "[set]";
  if (key === "senders") return (value as { name: string }[]).map(({ name }) => name);
  if (typeof value === "string" && /url$/i.test(key)) return withoutLogin(value);
  if (value instanceof Set) return [...value];
  return value instanceof Map ? Object.fromEntries(value) : value;
}

/** The server and the database; also options may hold a password. */
function withoutLogin(text: string): string {
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}
