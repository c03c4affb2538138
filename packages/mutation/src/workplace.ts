import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Outside of any node_modules, since Node strips no types there. */
const FOLDER = join(ROOT, ".mutation");
const STRYKER = "10.1.1";
const GENERATED = "packages/db/src/generated";
const INSTALL = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];

export type Workplace = {
  /** The copy of the repository that is mutated. */
  sources: string;
  file(name: string): string;
  stryker: string;
  plugin: string;
};

/**
 * Puts the tool, which is nobody's dependency but this command's, and a copy of the repository into a folder of their own. The
 * copy is mutated in place, so that other packages' code meets the mutations too.
 */
export async function prepareWorkplace(): Promise<Workplace> {
  const file = (name: string) => join(FOLDER, name);
  await mkdir(FOLDER, { recursive: true });
  const dependencies = {
    "@stryker-mutator/core": STRYKER,
    "@stryker-mutator/vitest-runner": STRYKER,
    vitest: await catalogVersion("vitest"),
  };
  const manifest = { name: "sixdigit-mutation", private: true, type: "module", dependencies };
  await writeFile(file("package.json"), JSON.stringify(manifest));
  await run("npm", INSTALL, { cwd: FOLDER });
  const sources = file("sources");
  await copySources(sources);
  await run("npx", ["-y", "pnpm@12", "install", "--frozen-lockfile", "--prefer-offline"], { cwd: sources });
  return {
    ...{ sources, file },
    stryker: file("node_modules/@stryker-mutator/core/bin/stryker.js"),
    plugin: file("node_modules/@stryker-mutator/vitest-runner/dist/src/index.js"),
  };
}

/** All that git knows or would take, and the generated client. */
async function copySources(to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  const asked = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await run("git", asked, { cwd: ROOT, maxBuffer: 2 ** 26 });
  for (const path of [...stdout.split("\0").filter(Boolean), GENERATED]) {
    // Git knows of what was deleted and not yet committed, too.
    if (!existsSync(join(ROOT, path))) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await cp(join(ROOT, path), join(to, path), { recursive: true });
  }
}

async function catalogVersion(name: string): Promise<string> {
  const catalog = await readFile(join(ROOT, "pnpm-workspace.yaml"), "utf8");
  const found = new RegExp(`^ {2}${name}: (.+)$`, "m").exec(catalog)?.[1];
  if (found === undefined) throw new Error(`the catalog does not name ${name}`);
  return found;
}
