import { createMemoryStore } from "@sixdigit/db";
import { connectPrismaStore } from "@sixdigit/db/postgres";
import { createDatabase, startTestPostgres, type TestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { simulate } from "../src/simulate.ts";

const LOOKED_AT = 2_000;
const RUN = 100;
/** Events stay: they are never deleted, and those of a seed have ids of their own. */
const TABLES = "users, challenges, sessions, sms_deliveries";

let server: TestPostgres;
let databaseUrl = "";

beforeAll(async () => {
  server = await startTestPostgres();
  databaseUrl = await createDatabase(server.url);
});
afterAll(() => server.stop());

/** Those in which the most kinds of things happen. */
async function mostEventful(): Promise<number[]> {
  const runs: { seed: number; kinds: number }[] = [];
  for (let seed = 0; seed < LOOKED_AT; seed++) {
    const { labels } = await simulate(seed, createMemoryStore());
    runs.push({ seed, kinds: labels.size });
  }
  return runs
    .sort((a, b) => b.kinds - a.kinds || a.seed - b.seed)
    .slice(0, RUN)
    .map(({ seed }) => seed);
}

it(`${RUN} eventful seeds go over Postgres, line by line, as they go in memory`, {
  timeout: 300_000,
}, async () => {
  const store = await connectPrismaStore({
    databaseUrl,
    waitMs: 30_000,
    statementMs: 30_000,
    lockMs: 30_000,
  });
  const differing: unknown[] = [];
  let messages = 0;
  await withClient(databaseUrl, async (client) => {
    for (const seed of await mostEventful()) {
      await client.query(`TRUNCATE ${TABLES}`);
      const inMemory = await simulate(seed, createMemoryStore(), { isKept: true });
      const inPostgres = await simulate(seed, store, { isKept: true });
      const { rows } = await client.query("SELECT count(*)::int AS count FROM sms_deliveries");
      messages += rows[0].count;
      const line = inMemory.lines.findIndex((each, index) => each !== inPostgres.lines[index]);
      if (line >= 0 || inPostgres.violated) {
        differing.push({
          seed,
          memory: inMemory.lines[line],
          postgres: inPostgres.lines[line],
          violated: inPostgres.violated,
        });
      }
    }
  }).finally(() => store.close());
  expect(differing).toEqual([]);
  expect(messages).toBeGreaterThan(RUN);
});
