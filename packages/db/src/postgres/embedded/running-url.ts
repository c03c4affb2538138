import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SUPERUSER } from "./cluster.ts";
import { isRunning } from "./running-server.ts";

/** Where the embedded Postgres of a running server can be reached; undefined while none runs on this data. */
export async function runningEmbeddedUrl({ dataDir }: { dataDir: string }): Promise<string | undefined> {
  const data = join(dataDir, "data");
  if (!(await isRunning(data))) return undefined;
  // Process, folder, start, port (PostgreSQL's `postmaster.pid`).
  const [, , , port] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
  const password = await readFile(join(dataDir, "password"), "utf8");
  return port && `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}
