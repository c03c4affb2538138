import { randomBytes } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../src/postgres/embedded/start-embedded-postgres.ts";

export type TestPostgres = {
  url: string;
  /** Stops it and deletes its data. */
  stop(): Promise<void>;
  /** Stops it and keeps its data. */
  halt(): Promise<void>;
  /** Starts it again after `halt`, on the port given. */
  resume(port: number): Promise<TestPostgres>;
};

/** Data that need not outlive a crash need not wait for the disk. */
const FLAGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"].flatMap(
  (setting) => ["-c", setting],
);

/** A real Postgres in a temporary folder, on a free port. */
export function startTestPostgres(): Promise<TestPostgres> {
  return start(join(tmpdir(), `sixdigit-test-${randomBytes(6).toString("hex")}`));
}

async function start(dataDir: string, port?: number): Promise<TestPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, flags: FLAGS, ...(port && { port }) });
  return {
    url: server.url,
    halt: () => server.stop(),
    resume: (at) => start(dataDir, at),
    async stop() {
      await server.stop();
      // A link to elsewhere, where the temporary folder is closed to the user that Postgres runs as.
      await rm(await realpath(dataDir), { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs statements on a connection of its own. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A new, empty database on a server, and its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`));
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Every row of every table as text, and every value alone. */
export function dumpDatabase(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const tables = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const texts: string[] = [];
    for (const { tablename } of tables.rows) {
      const { rows } = await client.query(`SELECT * FROM ${client.escapeIdentifier(tablename)}`);
      texts.push(tablename, JSON.stringify(rows), ...rows.flatMap((row) => Object.values(row).map(String)));
    }
    return texts.join("\n");
  });
}

/** Resolves when so many connections to the database wait for a lock. */
export async function waitForLocks(databaseUrl: string, wanted: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      if (rows.length >= wanted) return;
    }
  });
}
