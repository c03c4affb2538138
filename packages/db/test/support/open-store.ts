import type { AuditEvent, AuthStore } from "@sixdigit/auth";
import type { Client } from "pg";
import { inject } from "vitest";
import { connectPrismaStore } from "../../src/postgres.ts";
import type { StoreUnderTest } from "../conformance.ts";
import { createDatabase, withClient } from "./test-postgres.ts";

/** Where nothing is wrong with the database it is waited for, however slow the machine is. */
export const patient = { waitMs: 60_000, statementMs: 60_000, lockMs: 60_000 };

/** A new database for a test file, with the schema in it. */
export async function newDatabase(): Promise<string> {
  return createDatabase(inject("postgresUrl"));
}

/** The store over a database, its tables emptied. Closing it leaves the database. */
export async function openEmptied(databaseUrl: string): Promise<StoreUnderTest & { store: AuthStore }> {
  const store = await connectPrismaStore({ databaseUrl, ...patient });
  await withClient(databaseUrl, (client) =>
    // As a replica would: the triggers that keep audit events are not asked.
    client.query(`SET session_replication_role = replica;
      TRUNCATE users, challenges, sessions, sms_deliveries, audit_events`),
  );
  return {
    store,
    count: () => countRows(databaseUrl),
    events: () => withClient(databaseUrl, (client) => readEvents(client)),
    close: () => store.close(),
  };
}

/** What was recorded since a moment, in the order of the ids. */
export async function readEvents(client: Client, since = new Date(0)): Promise<AuditEvent[]> {
  const text = `SELECT id, at, name, user_id AS "userId", session_id AS "sessionId", phone_hash AS "phoneHash",
    network, browser, os, detail, count FROM audit_events WHERE at >= $1 ORDER BY id`;
  return (await client.query<AuditEvent>(text, [since])).rows;
}

export function countRows(databaseUrl: string) {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<Record<"users" | "sessions" | "signInEvents" | "challenges", number>>(
      `SELECT (SELECT count(*)::int FROM users) AS users, (SELECT count(*)::int FROM sessions) AS sessions,
         (SELECT count(*)::int FROM audit_events WHERE name LIKE 'sign-in%') AS "signInEvents",
         (SELECT count(*)::int FROM challenges) AS challenges`,
    );
    const [counts] = rows;
    if (!counts) throw new Error("no counts");
    return counts;
  });
}
