import { AuthError, StartError } from "@sixdigit/contracts";
import { Redis } from "ioredis";
import { type Counters, mergeWrites, type Outcome, type Step } from "./counters.ts";
import { REDIS_STEP } from "./redis-step.ts";

const PREFIX = "sixdigit:limits:";

/**
 * Counters in Redis, which all instances share. While Redis is away nothing waits in a queue for it: what cannot be
 * counted now is refused now.
 *
 * @param options.waitMs how long a connection, and an answer, may take
 * @throws StartError when it cannot be reached at the start
 */
export async function redisCounters({
  redisUrl,
  waitMs = 2_000,
}: {
  redisUrl: string;
  waitMs?: number;
}): Promise<Counters & { /** Rejects when there is no answer within `waitMs`. */ ping(): Promise<void> }> {
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: waitMs,
    commandTimeout: waitMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  // It connects again by itself; what fails meanwhile fails where it is used.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    client.disconnect();
    throw new StartError(explain(redisUrl, cause), { cause });
  }
  const runStep = scriptOf(client);
  return {
    async apply(step) {
      try {
        return toOutcome(await runStep(JSON.stringify(toScript(step)), PREFIX));
      } catch (cause) {
        throw new AuthError("UNAVAILABLE", {}, { cause });
      }
    },
    async lasting(prefix) {
      try {
        return await lastingIn(client, prefix);
      } catch (cause) {
        throw new AuthError("UNAVAILABLE", {}, { cause });
      }
    },
    ping: async () => void (await client.ping()),
    async close() {
      client.disconnect();
    },
  };
}

/** What is over, Redis has deleted by itself. */
async function lastingIn(client: Redis, prefix: string) {
  const found: Lasting[] = [];
  for await (const keys of client.scanStream({ match: `${PREFIX}${prefix}*`, count: 1_000 })) {
    // A key may come twice.
    for (const key of new Set<string>(keys)) {
      const series = key.slice(PREFIX.length);
      const slices = (await client.hkeys(key)).map(Number);
      found.push(...slices.map((slice) => ({ series, slice })));
    }
  }
  return found.filter((each, index) => found.findIndex((other) => same(each, other)) === index);
}

type Lasting = { series: string; slice: number };
const same = (one: Lasting, other: Lasting) => one.series === other.series && one.slice === other.slice;

type Answer = [number, [string, string][]];

/** ioredis adds the script as a method, and sends its text only where Redis does not know it yet. */
function scriptOf(client: Redis): (step: string, prefix: string) => Promise<Answer> {
  client.defineCommand("limitStep", { numberOfKeys: 0, lua: REDIS_STEP });
  const { limitStep } = client as Redis & { limitStep(step: string, prefix: string): Promise<Answer> };
  return limitStep.bind(client);
}

function toScript({ now, reads, writes, clear = [] }: Step) {
  return {
    reads: reads.map(({ series, from, until, most }) => ({ series, from, until_: until, most: most ?? -1 })),
    writes: mergeWrites(writes).map(({ series, slice, points, endsAt }) => ({
      series,
      slice,
      points,
      lastsMs: Math.max(1, endsAt.getTime() - now.getTime()),
    })),
    clear,
  };
}

function toOutcome([taken, found]: Answer): Outcome {
  return {
    taken: taken === 1,
    found: found.map(([used, frees]) => ({
      used: Number(used),
      frees: frees === "" ? null : Number(frees),
    })),
  };
}

/** Without the address's password. */
function explain(redisUrl: string, cause: unknown): string {
  const { host } = new URL(redisUrl);
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/WRONGPASS|NOAUTH/.test(message)) return `REDIS_URL: the Redis at ${host} refuses the password.`;
  return `REDIS_URL: no Redis answers at ${host}. Start it, or correct REDIS_URL.`;
}
