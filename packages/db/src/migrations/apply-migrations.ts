import { Pool } from "pg";
import { parseDatabaseUrl, withSettings } from "../postgres/database-url.ts";
import { explainStartFailure } from "../postgres/explain-start-failure.ts";
import { isUpToDate, refuseUnfinished } from "./history.ts";
import { migrationAdapter } from "./migration-adapter.ts";
import { MIGRATIONS, migrationNames, readMigrations } from "./migration-files.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** The lock that Prisma's own `migrate deploy` takes, so that it and we wait for each other. */
const MIGRATION_LOCK = 72_707_369;

/**
 * Brings the database to the schema that this code knows. Any number of instances may call it at once: one applies, the
 * others wait and find it done. All of it is one transaction, so a start that is cut off leaves nothing half applied.
 *
 * @param options.waitMs how long a connection may take
 * @throws DatabaseStartError
 */
export async function applyMigrations(
  databaseUrl: string,
  { folder = MIGRATIONS, waitMs = 2_000 }: { folder?: string; waitMs?: number } = {},
): Promise<void> {
  const url = parseDatabaseUrl(databaseUrl);
  // One connection, never given up: it holds the transaction. No statement timeout: a migration takes what it takes.
  const pool = new Pool({
    connectionString: withSettings(url),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitMs,
  });
  // A lost connection fails the query that uses it; unheard, the event would end the process as well.
  pool.on("error", () => {});
  try {
    const known = await migrationNames(folder);
    if (!(await isUpToDate(pool, known))) await applyInTurn(pool, known, folder);
  } catch (error) {
    throw explainStartFailure(error, url);
  } finally {
    await pool.end();
  }
}

async function applyInTurn(pool: Pool, known: string[], folder: string): Promise<void> {
  await pool.query("BEGIN");
  try {
    await pool.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    if (!(await isUpToDate(pool, known))) {
      await refuseUnfinished(pool);
      await runEngine(pool, folder);
    }
    await pool.query("COMMIT");
  } catch (error) {
    await pool.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function runEngine(pool: Pool, folder: string): Promise<void> {
  const adapter = migrationAdapter(pool);
  const engine = await openSchemaEngine(adapter);
  try {
    const filters = { externalTables: [], externalEnums: [] };
    await engine.applyMigrations({ migrationsList: await readMigrations(folder), filters });
  } catch (error) {
    // What the engine says then is that the transaction is broken; the adapter knows what broke it.
    throw adapter.scriptFailure() ?? error;
  } finally {
    engine.free();
  }
}
