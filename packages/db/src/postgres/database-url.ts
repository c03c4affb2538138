import { DatabaseStartError } from "./database-start-error.ts";

const FORM = "postgresql://user:password@host:5432/database";

/** Reads a connection URL. Its password never gets into a message. */
export function parseDatabaseUrl(databaseUrl: string): URL {
  const url = URL.parse(databaseUrl);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseStartError(`DATABASE_URL is not an address of a Postgres: write it like ${FORM}`);
  }
  const schema = url.searchParams.get("schema") ?? "public";
  if (schema !== "public") {
    throw new DatabaseStartError(
      `DATABASE_URL asks for the schema "${schema}", but the tables stand in "public": give Sixdigit a database of its own.`,
    );
  }
  return url;
}

/** The server as a person would name it. */
export function hostOf(url: URL): string {
  return url.searchParams.get("host") ?? `${url.hostname || "localhost"}:${url.port || "5432"}`;
}

/**
 * The URL with settings for each session it opens. Tables are looked for in `public`, whatever the role or the URL would
 * say. The time zone must be UTC: Prisma's adapter writes and reads times
 * without their offset, so that a server set to another zone would shift every one of them.
 */
export function withSettings(url: URL, settings: Record<string, string | number> = {}): string {
  const copy = new URL(url);
  const all = Object.entries({ timezone: "UTC", search_path: "public", ...settings }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  const given = copy.searchParams.get("options");
  copy.searchParams.set("options", [...(given ? [given] : []), ...all].join(" "));
  return copy.href;
}
