import { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Counters } from "./limiter.ts";

const SECOND = 1_000;

/**
 * Counters in the table `limit_counters`, which all instances share. A limit that cannot be checked soon is a refusal, so
 * the waits are short: two seconds for a connection and for a statement, three for an answer.
 */
export function postgresCounters({ databaseUrl }: { databaseUrl: string }): Counters {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 5,
    connectionTimeoutMillis: 2 * SECOND,
    statement_timeout: 2 * SECOND,
    query_timeout: 3 * SECOND,
    keepAlive: true,
    application_name: "sixdigit-limits",
  });
  // A lost connection fails the query that uses it; unheard, these events would end the process as well.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    makeCounter: ({ name, points, windowSeconds }) =>
      new RateLimiterPostgres({
        storeClient: pool,
        schemaName: "public",
        tableName: "limit_counters",
        tableCreated: true,
        keyPrefix: name,
        points,
        duration: windowSeconds,
      }),
    close: () => pool.end(),
  };
}
