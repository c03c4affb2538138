import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DatabaseStartError } from "../database-start-error.ts";

export type RunAs = { uid: number; gid: number } | undefined;

const run = promisify(execFile);

/** As whom Postgres runs. It refuses to run as root; then it is the system's user `postgres`, made if there is none. */
export async function findRunAs(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined;
  return (await findPostgresUser()) ?? createPostgresUser();
}

async function findPostgresUser(): Promise<RunAs> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createPostgresUser(): Promise<RunAs> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    return await findPostgresUser();
  } catch (cause) {
    const message =
      "Postgres does not run as root, and the user postgres could not be made. " +
      "Start as an ordinary user, or set DATABASE_URL to a server.";
    throw new DatabaseStartError(message, { cause });
  }
}
