import { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Counters } from "./limiter.ts";

const SECOND = 1_000;

/**
 * Counters in the table `limit_counters`, which all instances share. A limit that cannot be checked soon is a refusal, so
 * the waits are short: two seconds (`waitMs`) for a connection and for a statement, one more for an answer.
 */
export function postgresCounters({
  databaseUrl,
  waitMs = 2 * SECOND,
}: {
  databaseUrl: string;
  waitMs?: number;
}): Counters {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 5,
    connectionTimeoutMillis: waitMs,
    statement_timeout: waitMs,
    query_timeout: waitMs + SECOND,
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
