import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { DatabaseStartError } from "../database-start-error.ts";

/**
 * Waits until no server uses the data. After a kill -9 of ours, its Postgres takes a moment to notice and to end; or it
 * was killed as well, and the number of its process may since have gone to another program, which Postgres itself
 * would take for a running server.
 *
 * @throws DatabaseStartError when one still runs after `patience` milliseconds
 */
export async function waitUntilUnused(data: string, patience: number): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const pid = await readPid(data);
    if (pid === undefined || !isAlive(pid)) return;
    if (!(await mayBePostgres(pid))) return rm(join(data, "postmaster.pid"), { force: true });
    if (Date.now() >= until) throw inUse(data, pid);
    await sleep(50);
  }
}

export async function isRunning(data: string): Promise<boolean> {
  const pid = await readPid(data);
  return pid !== undefined && isAlive(pid) && (await mayBePostgres(pid));
}

export function inUse(data: string, pid?: number): DatabaseStartError {
  const who = pid === undefined ? "" : ` (process ${pid})`;
  return new DatabaseStartError(
    `The embedded database in ${data} is in use by another running server${who}. Stop that one, or set DATABASE_URL.`,
  );
}

async function readPid(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** True also when it cannot be found out: two servers on the same data would destroy it. */
async function mayBePostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() =>
    promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).then(
      ({ stdout }) => stdout,
      () => "postgres",
    ),
  );
  return command.includes("postgres");
}
