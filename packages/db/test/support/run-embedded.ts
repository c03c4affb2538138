import { startEmbeddedPostgres } from "../../src/postgres.ts";

/** Runs an embedded Postgres in a process of its own, for the tests to kill. Says its URL, or what is wrong. */
const [dataDir = ""] = process.argv.slice(2);
try {
  const { url } = await startEmbeddedPostgres({ dataDir });
  process.stdout.write(`${url}\n`);
  setInterval(() => {}, 1_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
