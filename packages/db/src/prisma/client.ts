import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../generated/client.ts";
import { withSettings } from "../postgres/database-url.ts";

export type { PrismaClient };

const SECOND = 1_000;

/**
 * A Prisma client over a pool of ten connections. A request that cannot be answered soon is refused soon, so that a
 * database in trouble does not hold all requests until their clients have gone:
 * two seconds (`waitMs`) for a connection, which on a network that works takes milliseconds, or for a turn in the pool;
 * five for a statement, of which none here takes a tenth of one;
 * six for an answer, for a server that has frozen and so cannot end the statement itself.
 */
export function createPrismaClient(url: URL, waitMs = 2 * SECOND): PrismaClient {
  const connectionString = withSettings(url, {
    statement_timeout: 5 * SECOND,
    // A machine that vanishes in the middle of a transaction must not keep its rows locked.
    idle_in_transaction_session_timeout: 10 * SECOND,
  });
  const adapter = new PrismaPg(
    {
      connectionString,
      max: 10,
      connectionTimeoutMillis: waitMs,
      query_timeout: 6 * SECOND,
      keepAlive: true,
      application_name: "sixdigit",
    },
    // A connection that breaks while nobody uses it is replaced; unheard, the event would end the process.
    { onPoolError: () => {}, onConnectionError: () => {} },
  );
  return new PrismaClient({ adapter, errorFormat: "minimal", log: [] });
}
