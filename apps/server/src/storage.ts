import type { AuthStore, Clock, DeliveryStore, OperatorStore, Retention } from "@sixdigit/auth";
import { createMemoryStore } from "@sixdigit/db";
import { type Counters, memoryCounters } from "@sixdigit/rate-limit";
import type { Config } from "./config.ts";
import type { Gate } from "./gate.ts";
import { givingBackLater } from "./give-back-later.ts";
import { statementSteps } from "./tracing/statement-steps.ts";
import type { Tracing } from "./tracing/tracing.ts";
import { watch } from "./watch.ts";
import { watchDatabase } from "./watch-database.ts";

/** Where an embedded Postgres keeps its data, and development its secrets: in the working directory. */
export const DATA_FOLDER = ".data";

/** Called with a line when the server cannot go on. */
export type Fail = (line: string) => void;

/** What each of the things that it depends on is doing; undefined where there is none. */
export type Health = {
  database: { isUp: boolean; isWritable: boolean; pool(): Record<string, number> } | undefined;
  redis: { isUp: boolean } | undefined;
};

export type Storage = {
  store: AuthStore;
  deliveries: DeliveryStore;
  /** Undefined where everything is in the memory of one server. */
  operator: OperatorStore | undefined;
  counters: Counters;
  clock: Clock;
  health(): Health;
  close(): Promise<void>;
};

/** Where points are counted, and what it is like. */
type Counting = Counters & { gate: Gate | undefined; isUp(): boolean };
type Database = NonNullable<Config["database"]>;

/** Limits are in Redis where there is one, else beside the store. */
export async function openStorage(
  { database, redisUrl, retention }: Config,
  fail: Fail,
  tracing?: Tracing,
): Promise<Storage> {
  const redis = redisUrl === undefined ? undefined : await openRedis(redisUrl);
  try {
    return database
      ? await openDatabase(database, redis, { retention, fail, tracing })
      : openMemory(redis, retention);
  } catch (error) {
    await redis?.close();
    throw error;
  }
}

function openMemory(redis: Counting | undefined, retention: Retention): Storage {
  const counters = redis ?? memoryCounters();
  const store = createMemoryStore({ retention });
  return {
    store,
    deliveries: store.deliveries,
    operator: undefined,
    counters: gated(counters, redis?.gate),
    clock: () => new Date(),
    health: () => ({ database: undefined, redis: redis && { isUp: redis.isUp() } }),
    close: () => closeAll(store, counters),
  };
}

/** Drivers are loaded only where they are used, so that a start in memory takes no time for them. */
async function openDatabase(
  { url, waits }: Database,
  redis: Counting | undefined,
  { retention, fail, tracing }: { retention: Retention; fail: Fail; tracing: Tracing | undefined },
): Promise<Storage> {
  const { connectPrismaStore, createDatabaseProbe, startEmbeddedPostgres } = await import(
    "@sixdigit/db/postgres"
  );
  const { postgresCounters } = await import("@sixdigit/rate-limit/postgres");
  const embedded = url ? undefined : await startEmbeddedPostgres({ dataDir: `${DATA_FOLDER}/postgres` });
  embedded?.onLoss(() => fail("The embedded Postgres has ended: start the server again."));
  const databaseUrl = url ?? embedded?.url ?? "";
  try {
    const { deliveries, operator, pool, ...store } = await connectPrismaStore({
      databaseUrl,
      retention,
      aroundStatement: tracing && statementSteps(tracing),
      ...waits,
    });
    const counters = redis ?? postgresCounters({ databaseUrl, waitMs: waits.waitMs });
    const watched = await watchDatabase(createDatabaseProbe({ databaseUrl, timeoutMs: waits.waitMs }));
    return {
      store: watched.gate.guarded(store, ["close"]),
      deliveries: watched.gate.guarded(deliveries),
      operator,
      counters: gated(counters, (redis ?? watched).gate),
      clock: watched.clock,
      health: () => ({
        database: { isUp: watched.isUp(), isWritable: watched.isWritable(), pool },
        redis: redis && { isUp: redis.isUp() },
      }),
      async close() {
        await watched.close();
        await closeAll(store, counters);
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** While what keeps them is away, steps are refused at once, but for those that give back. */
function gated(counters: Counters, gate: Gate | undefined): Counters {
  return gate ? givingBackLater(counters, gate) : counters;
}

async function openRedis(redisUrl: string): Promise<Counting> {
  const { redisCounters } = await import("@sixdigit/rate-limit/redis");
  const { ping, ...counters } = await redisCounters({ redisUrl });
  const watched = await watch(ping);
  return {
    ...counters,
    gate: watched.gate,
    isUp: watched.isUp,
    async close() {
      await watched.close();
      await counters.close();
    },
  };
}

async function closeAll(...parts: readonly { close(): Promise<void> }[]): Promise<void> {
  await Promise.allSettled(parts.map((part) => part.close()));
}
