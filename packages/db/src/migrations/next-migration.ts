import { Pool } from "pg";
import { withSettings } from "../postgres/database-url.ts";
import { migrationAdapter } from "./migration-adapter.ts";
import { readMigrations, readSchema } from "./migration-files.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/**
 * The statements that lead from the migrations to the schema; empty when there is nothing to do.
 *
 * @param emptyDatabaseUrl a database to apply the migrations to, for comparison; empty, and to be thrown away
 */
export async function nextMigration(emptyDatabaseUrl: string): Promise<string> {
  const pool = new Pool({ connectionString: withSettings(new URL(emptyDatabaseUrl)), max: 1 });
  try {
    const content = await readSchema();
    const engine = await openSchemaEngine(migrationAdapter(pool, pool), content);
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "migrations", ...(await readMigrations()) },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    engine.free();
    return exitCode === 0 ? "" : (stdout ?? "");
  } finally {
    await pool.end();
  }
}
