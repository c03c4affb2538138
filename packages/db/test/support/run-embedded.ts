import { startEmbeddedPostgres } from "../../src/postgres.ts";

/** Runs an embedded Postgres in a process of its own, for the tests to kill. Says its URL, or what is wrong.
 * With a second argument it stops at once by itself. */
const [dataDir = "", once] = process.argv.slice(2);
try {
  const { url, stop } = await startEmbeddedPostgres({ dataDir });
  process.stdout.write(`${url}\n`);
  if (once) await stop();
  else setInterval(() => {}, 1_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
