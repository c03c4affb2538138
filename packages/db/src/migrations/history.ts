import type { Pool } from "pg";
import { DatabaseStartError } from "../postgres/database-start-error.ts";

type Applied = { name: string; isFinished: boolean };

/** The migrations that Prisma's own table in the database names. */
async function readHistory(pool: Pool): Promise<Applied[]> {
  const table = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`,
  );
  if (!table.rows[0]?.exists) return [];
  const { rows } = await pool.query<Applied>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished"
     FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/**
 * Whether the database has all migrations that this code knows.
 *
 * @throws DatabaseStartError when it has one that this code does not know: newer code has been here
 */
export async function isUpToDate(pool: Pool, known: string[]): Promise<boolean> {
  const history = await readHistory(pool);
  const unknown = history.find(({ name }) => !known.includes(name));
  if (unknown) {
    throw new DatabaseStartError(
      `The database is newer than this code: it has the migration "${unknown.name}". Start the release that made it, or a later one.`,
    );
  }
  const finished = history.filter(({ isFinished }) => isFinished).map(({ name }) => name);
  return known.every((name) => finished.includes(name));
}

/** @throws DatabaseStartError when a migration was begun, by Prisma's own command, and did not end */
export async function refuseUnfinished(pool: Pool): Promise<void> {
  const unfinished = (await readHistory(pool)).find(({ isFinished }) => !isFinished);
  if (unfinished) {
    throw new DatabaseStartError(
      `The migration "${unfinished.name}" was begun and did not end. Mend it with "prisma migrate resolve".`,
    );
  }
}
