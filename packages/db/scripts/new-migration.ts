import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MIGRATIONS } from "../src/migrations/migration-files.ts";
import { nextMigration } from "../src/migrations/next-migration.ts";
import { startTestPostgres } from "../test/support/test-postgres.ts";

/** `pnpm db:migration <name>`: writes the next migration from the schema. `--check` only asks whether one is missing. */
const name = process.argv[2] ?? "";
if (name !== "--check" && !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write("Name the migration in small letters, as in: pnpm db:migration add_user_locale\n");
  process.exit(2);
}

const server = await startTestPostgres();
const statements = await nextMigration(server.url).finally(() => server.stop());
if (statements === "") {
  process.stdout.write("The migrations and the schema agree.\n");
} else if (name === "--check") {
  process.stderr.write(
    `The schema has changed: run pnpm db:migration <name>. It would write:\n${statements}\n`,
  );
  process.exitCode = 1;
} else {
  await write(statements);
}

/** In Prisma's form: a folder named by the time, which orders them, and what it does. */
async function write(sql: string): Promise<void> {
  const folder = join(MIGRATIONS, `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), sql);
  process.stdout.write(`Wrote ${join(folder, "migration.sql")}. Read it before you commit it.\n`);
}
