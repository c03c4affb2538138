import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";

/** The types of Postgres's catalogue that Prisma's adapter does not know: `"char"`, one letter. Read as text. */
const CHAR = 18;
const TEXT = 25;

export type MigrationAdapter = SqlMigrationAwareDriverAdapterFactory & {
  /** What a migration failed with, if one did. */
  scriptFailure(): unknown;
};

/**
 * Prisma's adapter for Postgres, mended in three places for the schema engine. It cuts scripts at every semicolon, also
 * in a string or a function; it cannot read the catalogue of Postgres 18; and given a connection URL its shadow
 * database is the real one.
 *
 * @param pool of one connection, so that a transaction begun on it holds all that the engine does
 * @param shadow another, empty database, for comparing migrations with a schema
 */
export function migrationAdapter(pool: Pool, shadow?: Pool): MigrationAdapter {
  let failure: unknown;
  const connect = async (to: Pool) => {
    const adapter = await new PrismaPg(readingChars(to)).connect();
    const executeScript = async (script: string) => {
      await to.query(script).catch((error: unknown) => {
        failure = error;
        throw error;
      });
    };
    return Object.assign(adapter, { executeScript });
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(pool),
    connectToShadowDb: async () => {
      if (!shadow) throw new Error("There is no shadow database here.");
      return connect(shadow);
    },
    scriptFailure: () => failure,
  };
}

function readingChars(pool: Pool): Pool {
  const query = pool.query.bind(pool) as (config: object) => Promise<{ fields: { dataTypeID: number }[] }>;
  const reading = async (config: object) => {
    const result = await query(config);
    for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
    return result;
  };
  return Object.assign(pool, { query: reading });
}
