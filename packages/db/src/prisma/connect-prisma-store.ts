import type { Retention } from "@sixdigit/auth";
import { applyMigrations } from "../migrations/apply-migrations.ts";
import { parseDatabaseUrl } from "../postgres/database-url.ts";
import { explainStartFailure } from "../postgres/explain-start-failure.ts";
import { defaultRetention } from "../retention.ts";
import { followRevocations } from "../session-cache/revocation-feed.ts";
import { createSessionCache } from "../session-cache/session-cache.ts";
import { withSessionCache } from "../session-cache/with-session-cache.ts";
import {
  type AroundStatement,
  answerWithin,
  type DatabaseWaits,
  defaultWaits,
  openDatabase,
  type PoolState,
} from "./client.ts";
import { createPrismaStore } from "./prisma-store.ts";

export type PrismaStore = ReturnType<typeof createPrismaStore> & {
  /** For metrics. */ pool: () => PoolState;
};

/**
 * Brings the database's schema up to date and opens the store in it.
 *
 * @throws DatabaseStartError one line for whoever starts the server: not reachable, wrong password, no such database,
 *   newer schema
 */
export async function connectPrismaStore({
  databaseUrl,
  retention = defaultRetention,
  aroundStatement,
  ...given
}: {
  databaseUrl: string;
  retention?: Retention;
  aroundStatement?: AroundStatement | undefined;
} & Partial<DatabaseWaits>): Promise<PrismaStore> {
  const url = parseDatabaseUrl(databaseUrl);
  const waits = { ...defaultWaits, ...given };
  await applyMigrations(databaseUrl, { waitMs: waits.waitMs });
  const database = openDatabase(url, waits, aroundStatement);
  const store = createPrismaStore(database, { answerMs: answerWithin(waits), retention });
  try {
    await store.ping();
  } catch (error) {
    await store.close();
    throw explainStartFailure(error, url);
  }
  const cache = createSessionCache({ now: () => performance.now() });
  const feed = followRevocations(cache, {
    connectionString: databaseUrl,
    application_name: "sixdigit-revocations",
  });
  return {
    ...withSessionCache(store, cache),
    pool: database.poolState,
    async close() {
      await Promise.all([feed.close(), store.close()]);
    },
  };
}
