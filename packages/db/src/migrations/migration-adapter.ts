import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";

export type MigrationAdapter = SqlMigrationAwareDriverAdapterFactory & {
  /** What a migration failed with, if one did. */
  scriptFailure(): unknown;
};

/**
 * Prisma's adapter for Postgres, mended in three places for the schema engine. It cuts scripts at every semicolon, also
 * in a string or a function; it cannot read all of Postgres's catalogue; and given a connection URL its shadow database
 * is the real one.
 *
 * @param pool of one connection, so that a transaction begun on it holds all that the engine does
 * @param shadow an empty database, for comparing migrations with a schema
 */
export function migrationAdapter(pool: Pool, shadow?: Pool): MigrationAdapter {
  let failure: unknown;
  const connect = async (to: Pool) => {
    const adapter = readingLetters(await new PrismaPg(to).connect(), to);
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

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Result = { fields?: { dataTypeID: number }[]; rows: object };

/** One letter, as in the catalogue's kinds of constraints: Postgres calls the type `"char"`. Prisma's adapter does not know it. */
const LETTER = 18;
const TEXT = 25;

/** Which columns of a result hold letters, by its rows: the one thing that both ends of the adapter see. */
const lettersOf = new WeakMap<object, number[]>();

/** Has letters read as text, and then told to the engine as what they are. */
function readingLetters(adapter: Adapter, pool: Pool): Adapter {
  const query = pool.query.bind(pool) as (config: object) => Promise<Result>;
  const queryRaw = adapter.queryRaw.bind(adapter);
  Object.assign(pool, {
    query: async (config: object) => {
      const result = await query(config);
      const fields = result.fields ?? [];
      const letters = indexesOf(fields, LETTER);
      if (letters.length > 0) lettersOf.set(result.rows, letters);
      for (const field of fields) if (field.dataTypeID === LETTER) field.dataTypeID = TEXT;
      return result;
    },
  });
  return Object.assign(adapter, {
    queryRaw: async (sql: SqlQuery) => {
      const result = await queryRaw(sql);
      for (const index of lettersOf.get(result.rows) ?? []) {
        result.columnTypes[index] = ColumnTypeEnum.Character;
      }
      return result;
    },
  });
}

function indexesOf(fields: { dataTypeID: number }[], type: number): number[] {
  return fields.flatMap(({ dataTypeID }, index) => (dataTypeID === type ? [index] : []));
}
