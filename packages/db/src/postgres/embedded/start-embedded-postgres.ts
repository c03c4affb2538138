import { resolve } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";
import { findBinaries } from "./binaries.ts";
import { openCluster, SUPERUSER } from "./cluster.ts";
import { lastComplaint } from "./complaint.ts";
import { freePort } from "./free-port.ts";
import { reachableBinaries, reachableFolder } from "./reachable.ts";
import { findRunAs } from "./run-as.ts";
import { inUse, waitUntilUnused } from "./running-server.ts";
import { type Launch, type ServerProcess, startServer } from "./server-process.ts";

export type EmbeddedPostgres = {
  url: string;
  stop(): Promise<void>;
  /** Calls back when it ends without having been stopped. */
  onLoss(listener: () => void): void;
};

/** Nobody but this machine reaches it, over TCP only: a socket file would be in a folder that all users share. */
const FLAGS = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "lc_messages=C"];
/** How long a server that is on its way out may take, in milliseconds. */
const PATIENCE = 5_000;
const PORTS_TRIED = 3;

/**
 * Starts a real Postgres from npm, with its data and its password in `dataDir`, on a free port of 127.0.0.1. The first
 * start sets it up; later ones find what was kept. It ends with `stop()`, and also when this process ends in any way.
 *
 * @param options.flags for tests: further arguments of the server
 * @throws DatabaseStartError
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  port?: number;
  flags?: string[];
}): Promise<EmbeddedPostgres> {
  const runAs = await findRunAs();
  const binaries = await reachableBinaries(findBinaries(), runAs);
  const folder = await reachableFolder(resolve(options.dataDir), runAs);
  const { data, password } = await openCluster(folder, binaries, runAs).catch((cause) => {
    throw cause instanceof DatabaseStartError ? cause : unusable(folder, cause);
  });
  await waitUntilUnused(data, PATIENCE);
  const flags = [...FLAGS, ...(options.flags ?? [])];
  const { port, server } = await startOnPort({ binaries, data, flags, runAs }, options.port);
  return {
    url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    onLoss: (listener) => server.onLoss(listener),
  };
}

function unusable(folder: string, cause: unknown): DatabaseStartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const mend = "Remove that folder to begin with an empty database, or set DATABASE_URL to a server.";
  return new DatabaseStartError(`The embedded Postgres cannot use ${folder} (${reason}). ${mend}`, { cause });
}

/** Another program may take a free port between our finding it and our using it. */
async function startOnPort(
  launch: Omit<Launch, "port">,
  wanted: number | undefined,
): Promise<{ port: number; server: ServerProcess }> {
  for (let tried = 1; ; tried++) {
    const port = wanted ?? (await freePort());
    try {
      return { port, server: await startServer({ ...launch, port }) };
    } catch (cause) {
      const complaint = lastComplaint(cause, launch.runAs);
      if (complaint.includes("postmaster.pid")) throw inUse(launch.data);
      const mayRetry = wanted === undefined && tried < PORTS_TRIED && complaint.includes("TCP/IP socket");
      if (!mayRetry) {
        throw new DatabaseStartError(`The embedded Postgres did not start: ${complaint}`, { cause });
      }
    }
  }
}
