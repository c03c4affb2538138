import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../src/postgres/embedded/start-embedded-postgres.ts";

export type TestPostgres = {
  url: string;
  /** Stops it and deletes its data. */
  stop(): Promise<void>;
  /** Stops it and keeps its data. */
  halt(): Promise<void>;
  /** Sends a signal to all of its processes at once: SIGKILL is a machine that lost its power, SIGSTOP one that hangs. */
  signal(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): Promise<void>;
  /** Starts it again after `halt` or a SIGKILL, on the port given. */
  resume(port: number): Promise<TestPostgres>;
};

/** Data that need not outlive a crash of the machine need not wait for the disk. */
const FLAGS = ["fsync=off", "full_page_writes=off", "max_connections=200"];

/**
 * A real Postgres in a temporary folder, on a free port.
 *
 * @param options.keepsCommits whether what was committed outlives a SIGKILL, as it does in production
 */
export function startTestPostgres({ keepsCommits = false } = {}): Promise<TestPostgres> {
  const settings = keepsCommits ? FLAGS : [...FLAGS, "synchronous_commit=off"];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  return start(join(tmpdir(), `sixdigit-test-${randomBytes(6).toString("hex")}`), flags);
}

async function start(dataDir: string, flags: string[], port?: number): Promise<TestPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, flags, ...(port && { port }) });
  return {
    url: server.url,
    halt: () => server.stop(),
    async signal(signal) {
      for (const pid of await processesOf(dataDir)) sendTo(pid, signal);
    },
    resume: (at) => start(dataDir, flags, at),
    async stop() {
      await server.stop();
      // A link to elsewhere, where the temporary folder is closed to the user that Postgres runs as.
      await rm(await realpath(dataDir), { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One that has ended since it was listed has nothing to be told. */
function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The server's first process, before those that it has started: it would start them again. */
async function processesOf(dataDir: string): Promise<number[]> {
  const first = Number.parseInt(await readFile(join(dataDir, "data", "postmaster.pid"), "utf8"), 10);
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return [first, ...rows.flatMap(([pid, parent]) => (pid !== undefined && parent === first ? [pid] : []))];
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
      await sleep(10);
    }
  });
}
