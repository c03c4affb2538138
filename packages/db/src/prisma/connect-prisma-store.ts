import { applyMigrations } from "../migrations/apply-migrations.ts";
import { parseDatabaseUrl } from "../postgres/database-url.ts";
import { explainStartFailure } from "../postgres/explain-start-failure.ts";
import { createPrismaClient } from "./client.ts";
import { createPrismaStore } from "./prisma-store.ts";

export type PrismaStore = ReturnType<typeof createPrismaStore>;

/**
 * Brings the database's schema up to date and opens the store in it. `waitMs` is how long a call waits for a connection.
 *
 * @throws DatabaseStartError one line for whoever starts the server: not reachable, wrong password, no such database,
 *   newer schema
 */
export async function connectPrismaStore({
  databaseUrl,
  waitMs,
}: {
  databaseUrl: string;
  waitMs?: number;
}): Promise<PrismaStore> {
  const url = parseDatabaseUrl(databaseUrl);
  await applyMigrations(databaseUrl);
  const store = createPrismaStore(createPrismaClient(url, waitMs));
  try {
    await store.ping();
  } catch (error) {
    await store.close();
    throw explainStartFailure(error, url);
  }
  return store;
}
