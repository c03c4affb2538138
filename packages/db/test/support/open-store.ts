import type { AuthStore } from "@sixdigit/auth";
import { inject } from "vitest";
import { connectPrismaStore } from "../../src/postgres.ts";
import type { StoreUnderTest } from "../conformance.ts";
import { createDatabase, withClient } from "./test-postgres.ts";

/** A new database for a test file, with the schema in it. */
export async function newDatabase(): Promise<string> {
  return createDatabase(inject("postgresUrl"));
}

/** The store over a database, its tables emptied. Closing it leaves the database. */
export async function openEmptied(databaseUrl: string): Promise<StoreUnderTest & { store: AuthStore }> {
  const store = await connectPrismaStore({ databaseUrl, waitMs: 30_000 });
  await withClient(databaseUrl, (client) =>
    client.query("TRUNCATE users, challenges, sessions, sms_deliveries, audit_events"),
  );
  return {
    store,
    count: () => countRows(databaseUrl),
    auditNames: () => auditNames(databaseUrl),
    close: () => store.close(),
  };
}

function auditNames(databaseUrl: string): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT name FROM audit_events ORDER BY at, id");
    return rows.map(({ name }) => name);
  });
}

export function countRows(databaseUrl: string) {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<Record<"users" | "sessions" | "signInEvents" | "challenges", number>>(
      `SELECT (SELECT count(*)::int FROM users) AS users, (SELECT count(*)::int FROM sessions) AS sessions,
         (SELECT count(*)::int FROM audit_events WHERE name = 'sign-in') AS "signInEvents",
         (SELECT count(*)::int FROM challenges) AS challenges`,
    );
    const [counts] = rows;
    if (!counts) throw new Error("no counts");
    return counts;
  });
}
