import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";

const PRISMA = new URL("../../prisma/", import.meta.url);
export const MIGRATIONS = fileURLToPath(new URL("migrations/", PRISMA));

/** The names of the migrations that this code knows, in the order in which they are applied. */
export async function migrationNames(folder = MIGRATIONS): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The migrations with their statements, as the schema engine takes them. */
export async function readMigrations(folder = MIGRATIONS): Promise<MigrationList> {
  const names = await migrationNames(folder);
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(`${folder}/migration_lock.toml`, "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.map((name) => readMigration(folder, name))),
  };
}

async function readMigration(folder: string, name: string) {
  const value = await readFile(`${folder}/${name}/migration.sql`, "utf8");
  return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } as const } };
}

export function readSchema(): Promise<string> {
  return readFile(new URL("schema.prisma", PRISMA), "utf8");
}
