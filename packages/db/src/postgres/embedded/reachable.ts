import { randomBytes } from "node:crypto";
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Binaries } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";

/**
 * Started by root, Postgres runs as another user, to whom the project's folder may be closed: root's home is, and so is
 * every temporary folder of root's. Then its programs are copied, and its data kept, where that user may go.
 */
const OPEN_FOLDER = "/var/lib/sixdigit";

/** The programs, where `runAs` can run them. */
export async function reachableBinaries(binaries: Binaries, runAs: RunAs): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  if (await isReachable(binaries.postgres, runAs)) return binaries;
  const { version } = JSON.parse(await readFile(join(dirname(native), "package.json"), "utf8"));
  const copy = join(OPEN_FOLDER, `postgres-${version}`);
  if (!(await exists(copy))) await copyWhole(native, copy);
  const moved = Object.entries(binaries).map(([name, path]) => [name, join(copy, path.slice(native.length))]);
  return Object.fromEntries(moved);
}

/** The folder for the data. Where `dataDir` is closed to `runAs`, it becomes a link to one that is not. */
export async function reachableFolder(dataDir: string, runAs: RunAs): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true });
  if (await exists(dataDir)) return targetOf(dataDir);
  if (await isReachable(dataDir, runAs)) return dataDir;
  await openFolder();
  const folder = join(OPEN_FOLDER, `data-${randomBytes(8).toString("hex")}`);
  await symlink(folder, dataDir);
  return folder;
}

async function targetOf(dataDir: string): Promise<string> {
  const isLink = (await lstat(dataDir)).isSymbolicLink();
  return isLink ? resolve(dirname(dataDir), await readlink(dataDir)) : dataDir;
}

/** Open to all for looking, to root alone for writing, whatever the umask says: programs are run from it. */
async function openFolder(): Promise<void> {
  await mkdir(OPEN_FOLDER, { recursive: true });
  const { uid } = await lstat(OPEN_FOLDER);
  if (uid !== 0 || !(await lstat(OPEN_FOLDER)).isDirectory()) {
    throw new DatabaseStartError(
      `${OPEN_FOLDER} is not a folder of root's: remove it, or set DATABASE_URL to a server.`,
    );
  }
  await chmod(OPEN_FOLDER, 0o755);
}

/** Made elsewhere and then moved: it is there whole or not at all, also when two start at once. */
async function copyWhole(from: string, to: string): Promise<void> {
  await openFolder();
  const staging = await mkdtemp(`${to}.new-`);
  const copy = join(staging, "native");
  try {
    await cp(from, copy, { recursive: true, verbatimSymlinks: true });
    await chmod(copy, 0o755);
    await rename(copy, to).catch((error) =>
      exists(to).then((done) => (done ? undefined : Promise.reject(error))),
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Whether every folder on the way to a path is open to the user. */
async function isReachable(path: string, runAs: RunAs): Promise<boolean> {
  if (!runAs) return true;
  for (let folder = await realpath(dirname(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const mayEnter = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001;
    if (!(mode & mayEnter)) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
