import { causesOf, isUnreachable } from "./connection-failure.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import { hostOf } from "./database-url.ts";

/** Why the database cannot be used, for whoever starts the server. */
export function explainStartFailure(cause: unknown, url: URL): DatabaseStartError {
  if (cause instanceof DatabaseStartError) return cause;
  return new DatabaseStartError(explain(cause, url), { cause });
}

function explain(error: unknown, url: URL): string {
  const host = hostOf(url);
  const user = readable(url.username);
  const database = readable(url.pathname.slice(1)) || user;
  const [{ code, message }] = causesOf(error) as [{ code?: unknown; message?: unknown }];
  if (code === "28P01" || String(message).includes("client password must be a string")) {
    return `Postgres at ${host} refuses the password of "${user}". Correct DATABASE_URL.`;
  }
  if (code === "3D000") {
    return `Postgres at ${host} has no database "${database}". Create it, or correct DATABASE_URL.`;
  }
  if (code === "42501" || String(message).includes("permission denied")) {
    return `"${user}" may not change the tables of "${database}" at ${host}. Grant it that, or start as their owner.`;
  }
  if (code === "P3005")
    return `The database "${database}" at ${host} holds other tables. Give Sixdigit its own.`;
  if (code === "57P03") return `Postgres at ${host} is starting up or shutting down. Try again in a moment.`;
  if (code === "53300") return `Postgres at ${host} has no free connection. Raise its max_connections.`;
  if (isUnreachable(error)) return `No Postgres answers at ${host}. Start it, or correct DATABASE_URL.`;
  return `The database "${database}" at ${host} cannot be used: ${firstLine(message)}`;
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function firstLine(message: unknown): string {
  return String(message).trim().split("\n")[0] ?? "";
}
