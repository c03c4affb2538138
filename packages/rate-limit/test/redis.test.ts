import { StartError } from "@sixdigit/contracts";
import { freePort } from "@sixdigit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Counters } from "../src/index.ts";
import { redisCounters } from "../src/redis.ts";
import { describeLimits } from "./limits-suite.ts";
import { alice, chargeAtOnce, codeOf, countAllowed, limitsOf, ruleOf } from "./support.ts";
import { noRedis, startTestRedis } from "./support-redis.ts";

/** A prefix of this run, for a Redis that outlives it. */
const run = `run-${Date.now()}`;

describe.skipIf(noRedis)(`the limits over Redis${noRedis ? ` (${noRedis})` : ""}`, () => {
  let redis: Awaited<ReturnType<typeof startTestRedis>>;
  let counters: Counters[];
  beforeAll(async () => {
    redis = await startTestRedis();
    counters = await Promise.all([1, 2].map(() => redisCounters({ redisUrl: redis.url, waitMs: 30_000 })));
  });
  afterAll(async () => {
    await Promise.all(counters.map((each) => each.close()));
    await redis.stop();
  });

  describeLimits("Redis", () => {
    const [counter] = counters;
    if (!counter) throw new Error("not started");
    return counter;
  });

  it("are one for two instances", async () => {
    const rule = ruleOf({ name: `${run}-shared-by-two` });
    const both = counters.map((each) => limitsOf([rule], { counters: each }));
    const charges = await Promise.all(both.map((limits) => chargeAtOnce(limits, 50)));
    expect(countAllowed(charges.flat())).toBe(3);
  });

  it("refuse as unavailable, and at once, when Redis has gone", async () => {
    const own = await startTestRedis();
    // What waited would wait for longer than the test may take.
    const lost = await redisCounters({ redisUrl: own.url, waitMs: 600_000 });
    const limits = limitsOf([ruleOf({ name: `${run}-gone` })], { counters: lost });
    if (own.url === redis.url) await lost.close();
    else await own.stop();
    expect(await codeOf(limits.charge("open", alice))).toBe("UNAVAILABLE");
    await lost.close();
  });
});

describe("a Redis that is not there", () => {
  it("is named in one line at the start, without its password", async () => {
    const port = await freePort();
    const failure = await redisCounters({ redisUrl: `redis://:hidden@127.0.0.1:${port}` }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(StartError);
    expect(failure.message).toBe(
      `REDIS_URL: no Redis answers at 127.0.0.1:${port}. Start it, or correct REDIS_URL.`,
    );
  });
});
