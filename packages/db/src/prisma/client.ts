import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient } from "../generated/client.ts";
import { withSettings } from "../postgres/database-url.ts";
import { createStatements, type Statements } from "./statements.ts";
import { tellOfStatements } from "./tell-of-statements.ts";

export type { PrismaClient };

/** Runs a statement, for whoever wants to know of each; its text has placeholders and no values. */
export type AroundStatement = <T>(text: string, run: () => Promise<T>) => Promise<T>;

/** How long the database may keep a request, in milliseconds, and over how many connections. */
export type DatabaseWaits = {
  /**
   * For a connection, or a turn in the pool. On a network that works it takes milliseconds. A call is given up half a second
   * after that whatever it waits for, so that a sign-in is refused within three seconds.
   */
  waitMs: number;
  /** For a statement, of which none here takes a tenth of a second. Postgres itself ends it then. */
  statementMs: number;
  /** For a lock, which others hold for one statement. Longer than a second, after which Postgres finds a deadlock. */
  lockMs: number;
  /** Ten are what two cores of a database can work on at once, and leave room for many instances in its hundred. */
  connections: number;
};

export const defaultWaits: DatabaseWaits = {
  waitMs: 2_000,
  statementMs: 2_000,
  lockMs: 1_500,
  connections: 10,
};

/** When a call is given up, whatever it waits for: also on a server that has frozen, which ends no statement. */
export function answerWithin({ waitMs }: DatabaseWaits): number {
  return waitMs + 500;
}

/** Two ways to one pool of connections. */
export type Database = {
  prisma: PrismaClient;
  statements: Statements;
  /** For metrics. */
  poolState(): PoolState;
  close(): Promise<void>;
};

/**
 * Prisma and statements by hand over a pool of connections. A request that cannot be answered soon is refused soon, so that a
 * database in trouble does not hold all requests until their clients have gone.
 */
export function openDatabase(url: URL, waits: DatabaseWaits, around?: AroundStatement): Database {
  const connectionString = withSettings(url, {
    statement_timeout: waits.statementMs,
    lock_timeout: waits.lockMs,
    // A machine that vanishes in the middle of a transaction must not keep its rows locked.
    idle_in_transaction_session_timeout: 10_000,
  });
  const pool = new Pool({
    connectionString,
    max: waits.connections,
    connectionTimeoutMillis: waits.waitMs,
    query_timeout: Math.max(answerWithin(waits), waits.statementMs + 500),
    keepAlive: true,
    application_name: "sixdigit",
  });
  // A connection that breaks while nobody uses it is replaced; unheard, these events would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  if (around) tellOfStatements(pool, around);
  const adapter = new PrismaPg(pool, { onPoolError: () => {}, onConnectionError: () => {} });
  const transactionOptions = { maxWait: waits.waitMs, timeout: waits.statementMs + waits.waitMs };
  const prisma = new PrismaClient({ adapter, transactionOptions, errorFormat: "minimal", log: [] });
  return {
    prisma,
    statements: createStatements(pool),
    poolState: () => stateOf(pool),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Connections that are at work or free, and calls that wait for one. */
export type PoolState = { busy: number; idle: number; waiting: number };

function stateOf({ totalCount, idleCount, waitingCount }: Pool): PoolState {
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
