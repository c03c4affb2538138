import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Binaries } from "./binaries.ts";
import { lastComplaint } from "./complaint.ts";
import type { RunAs } from "./run-as.ts";

export type Cluster = { data: string; password: string };

export const SUPERUSER = "sixdigit";

/** The files of a Postgres in `dataDir`, made at the first start: its data, and beside it its password. */
export async function openCluster(dataDir: string, binaries: Binaries, runAs: RunAs): Promise<Cluster> {
  if (!(await exists(join(dataDir, "data", "PG_VERSION")))) await createCluster(dataDir, binaries, runAs);
  return { data: join(dataDir, "data"), password: await readFile(join(dataDir, "password"), "utf8") };
}

/** Made elsewhere and then moved, so that a start that was cut off leaves nothing half made behind. */
async function createCluster(dataDir: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true });
  const staging = await mkdtemp(`${dataDir}.new-`);
  try {
    const passwordFile = join(staging, "password");
    await writeFile(passwordFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
    // The file before the folder: whoever owns the folder could put another file in its place.
    if (runAs) for (const path of [passwordFile, staging]) await chown(path, runAs.uid, runAs.gid);
    await initdb(binaries.initdb, join(staging, "data"), passwordFile, runAs);
    await rename(staging, dataDir);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function initdb(binary: string, data: string, passwordFile: string, runAs: RunAs): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    `--pwfile=${passwordFile}`,
    `--username=${SUPERUSER}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--no-instructions",
  ];
  try {
    // From the data's own folder: the one we are in may be closed to the user that this runs as.
    await promisify(execFile)(binary, args, { cwd: dirname(data), ...runAs });
  } catch (cause) {
    throw new DatabaseStartError(
      `The embedded Postgres could not be set up: ${lastComplaint(cause, runAs)}`,
      {
        cause,
      },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
