import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

const SCRIPT = fileURLToPath(new URL("../../../packages/db/test/support/run-embedded.ts", import.meta.url));

export type PostgresServer = AsyncDisposable & {
  /** The process whose children do the work. */
  pid: number;
  version: string;
  /** A new, empty database. @returns its URL */
  createDatabase(name: string): Promise<string>;
};

/** The Postgres that comes with the dependencies, with the settings it has for everybody, in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "sixdigit-bench-postgres-"));
  const child = spawn(process.execPath, [SCRIPT, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await firstLine(child);
  const pid = Number.parseInt(await readFile(join(dataDir, "data", "postmaster.pid"), "utf8"), 10);
  const [{ server_version: version }] = (await runSql(url, "SHOW server_version")) as [
    { server_version: string },
  ];
  return {
    pid,
    version,
    async createDatabase(name) {
      await runSql(url, `CREATE DATABASE ${name}`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await goneProcess(pid);
      await rm(await realpath(dataDir), { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs statements on a connection of its own. @returns the rows of the last one */
export async function runSql(url: string, sql: string, values?: unknown[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("\n")) return;
      const line = text.slice(0, text.indexOf("\n"));
      if (line.startsWith("postgresql:")) resolve(line);
      else reject(new Error(line));
    });
    child.once("exit", () => reject(new Error("Postgres did not start")));
  });
}

/** It ends by itself once the process that started it has gone. */
async function goneProcess(pid: number): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
