import { StartError } from "@sixdigit/contracts";
import { Redis } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";
import type { Counters } from "./limiter.ts";

/**
 * Counters in Redis, which all instances share. While Redis is away nothing waits in a queue for it: what cannot be
 * counted now is refused now.
 *
 * @throws StartError when it cannot be reached at the start
 */
export async function redisCounters({
  redisUrl,
}: {
  redisUrl: string;
}): Promise<Counters & { /** Rejects when there is no answer within two seconds. */ ping(): Promise<void> }> {
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
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
  return {
    makeCounter: ({ name, points, windowSeconds }) =>
      new RateLimiterRedis({ storeClient: client, keyPrefix: name, points, duration: windowSeconds }),
    ping: async () => void (await client.ping()),
    async close() {
      client.disconnect();
    },
  };
}

/** Without the address's password. */
function explain(redisUrl: string, cause: unknown): string {
  const { host } = new URL(redisUrl);
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/WRONGPASS|NOAUTH/.test(message)) return `REDIS_URL: the Redis at ${host} refuses the password.`;
  return `REDIS_URL: no Redis answers at ${host}. Start it, or correct REDIS_URL.`;
}
