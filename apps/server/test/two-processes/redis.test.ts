import { startTestPostgres } from "@sixdigit/db/test-postgres";
import { noRedis, startTestRedis } from "@sixdigit/rate-limit/test-redis";
import { describe, expect, it, onTestFinished } from "vitest";
import { clientOf, newNumber, tally } from "./people.ts";
import { startControlled } from "./start-controlled.ts";

describe.skipIf(noRedis)(`two server processes over one Redis${noRedis ? ` (${noRedis})` : ""}`, () => {
  it("send exactly three messages to a number that is asked for 50 times at once", async () => {
    const [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
    onTestFinished(async () => {
      await redis.stop();
      await postgres.stop();
    });
    const start = () => startControlled(postgres.url, { REDIS_URL: redis.url });
    const servers = await Promise.all([start(), start()]);
    const phoneNumber = newNumber();
    const both = servers.map(({ url }) => clientOf(url));
    const answers = await Promise.all(
      both.flatMap(({ request }) => Array.from({ length: 25 }, () => request({ phoneNumber }))),
    );
    const inboxes = await Promise.all(both.map(({ inbox }) => inbox(phoneNumber)));
    await Promise.all(servers.map((each) => each.stop()));
    expect(tally(answers.map(({ outcome }) => outcome))).toEqual({ "200": 3, RATE_LIMITED: 47 });
    expect(inboxes.flat()).toHaveLength(3);
  });
});
