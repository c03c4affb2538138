import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SOURCES = fileURLToPath(new URL("../peers/", import.meta.url));
const FOLDER = join(ROOT, "node_modules/.cache/sixdigit-bench");
/** What the servers that we write for comparison are made of, in the versions that this repository uses. */
const SHARED = ["@trpc/server", "express", "pg", "zod"];

export type Peers = {
  scriptOf(name: "better-auth" | "empty-procedure" | "bare-http"): string;
  /** By package. */
  versions: Readonly<Record<string, string>>;
};

/**
 * Puts the servers that we compare with into a folder of their own, with the newest better-auth: they are nobody's
 * dependency but the benchmark's, so they are not in the workspace.
 */
export async function installPeers(): Promise<Peers> {
  await mkdir(FOLDER, { recursive: true });
  await cp(SOURCES, FOLDER, { recursive: true });
  const dependencies = { "better-auth": "latest", ...(await catalogVersions(SHARED)) };
  const manifest = { name: "sixdigit-bench-peers", private: true, type: "module", dependencies };
  await writeFile(join(FOLDER, "package.json"), JSON.stringify(manifest, null, 2));
  const flags = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
  await promisify(execFile)("npm", flags, { cwd: FOLDER });
  return {
    scriptOf: (name) => join(FOLDER, `${name}.js`),
    versions: Object.fromEntries(
      await Promise.all(["better-auth", ...SHARED].map(async (name) => [name, await versionOf(name)])),
    ),
  };
}

async function versionOf(name: string): Promise<string> {
  return JSON.parse(await readFile(join(FOLDER, "node_modules", name, "package.json"), "utf8")).version;
}

async function catalogVersions(names: readonly string[]): Promise<Record<string, string>> {
  const catalog = await readFile(join(ROOT, "pnpm-workspace.yaml"), "utf8");
  return Object.fromEntries(
    names.map((name) => [name, new RegExp(`^ {2}"?${name}"?: (.+)$`, "m").exec(catalog)?.[1] ?? "latest"]),
  );
}
