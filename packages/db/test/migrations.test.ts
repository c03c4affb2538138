import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { applyMigrations } from "../src/migrations/apply-migrations.ts";
import { MIGRATIONS, migrationNames } from "../src/migrations/migration-files.ts";
import { nextMigration } from "../src/migrations/next-migration.ts";
import { connectPrismaStore, DatabaseStartError } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { waitForLocks, withClient } from "./support/test-postgres.ts";

const historyOf = (databaseUrl: string) =>
  withClient(databaseUrl, async (client) => {
    const text =
      "SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY started_at";
    return (await client.query(text)).rows;
  });

const tablesOf = (databaseUrl: string) =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    return rows.map(({ tablename }) => tablename as string).sort();
  });

/** The project's migrations and one more. */
async function migrationsWith(sql: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sixdigit-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(MIGRATIONS, folder, { recursive: true });
  await mkdir(join(folder, "29990101000000_one_more"));
  await writeFile(join(folder, "29990101000000_one_more", "migration.sql"), sql);
  return folder;
}

describe("migrations", () => {
  it("lead to the schema: nothing is left to write", async () => {
    expect(await nextMigration(await newDatabase())).toBe("");
  });

  it("are applied once when six instances start at the same time", async () => {
    const databaseUrl = await newDatabase();
    const stores = await Promise.all(
      Array.from({ length: 6 }, () => connectPrismaStore({ databaseUrl, ...patient })),
    );
    for (const store of stores) await store.close();
    expect(await historyOf(databaseUrl)).toHaveLength((await migrationNames()).length);
  });

  it("leave the history that Prisma's own command would: names and checksums of the files", async () => {
    const databaseUrl = await newDatabase();
    await applyMigrations(databaseUrl);
    const expected = (await migrationNames()).map(async (name) => {
      const sql = await readFile(join(MIGRATIONS, name, "migration.sql"));
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { migration_name: name, checksum, applied_steps_count: 1 };
    });
    expect(await historyOf(databaseUrl)).toEqual(await Promise.all(expected));
  });

  it("are known by name: one whose text was another when it ran is done, and those after it follow", async () => {
    const databaseUrl = await newDatabase();
    await applyMigrations(databaseUrl);
    await withClient(databaseUrl, (client) =>
      client.query("UPDATE _prisma_migrations SET checksum = 'of another text'"),
    );
    await applyMigrations(databaseUrl, { folder: await migrationsWith("CREATE TABLE follows (id int);") });
    const checksums = (await historyOf(databaseUrl)).map(({ checksum }) => checksum);
    expect(checksums.filter((each) => each !== "of another text")).toHaveLength(1);
    expect(await tablesOf(databaseUrl)).toContain("follows");
  });

  it("leave nothing half done when one fails, and say which statement it was", async () => {
    const databaseUrl = await newDatabase();
    const folder = await migrationsWith("CREATE TABLE half (id int);\nALTER TABLE nowhere ADD COLUMN x int;");
    await expect(applyMigrations(databaseUrl, { folder })).rejects.toThrow(
      /relation "nowhere" does not exist/,
    );
    expect(await tablesOf(databaseUrl)).toEqual([]);
    await applyMigrations(databaseUrl);
    expect(await tablesOf(databaseUrl)).toContain("challenges");
  });

  it("may hold semicolons in strings and functions", async () => {
    const databaseUrl = await newDatabase();
    const folder = await migrationsWith(
      "CREATE FUNCTION one() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END; $$;\nCREATE TABLE odd (a text DEFAULT ';');",
    );
    await applyMigrations(databaseUrl, { folder });
    expect(await tablesOf(databaseUrl)).toContain("odd");
  });

  it("refuse a database that newer code has been at, and leave it alone", async () => {
    const databaseUrl = await newDatabase();
    const folder = await migrationsWith("CREATE TABLE newer (id int);");
    await applyMigrations(databaseUrl, { folder });
    const start = connectPrismaStore({ databaseUrl, ...patient });
    await expect(start).rejects.toBeInstanceOf(DatabaseStartError);
    await expect(start).rejects.toThrow(
      'The database is newer than this code: it has the migration "29990101000000_one_more". Start the release that made it, or a later one.',
    );
  });

  it("refuse a database whose last migration did not end", async () => {
    const databaseUrl = await newDatabase();
    await applyMigrations(databaseUrl);
    await withClient(databaseUrl, (client) =>
      client.query("UPDATE _prisma_migrations SET finished_at = NULL"),
    );
    await expect(applyMigrations(databaseUrl)).rejects.toThrow(/was begun and did not end/);
  });

  it("wait while Prisma's own command applies one, and do not take it for one that did not end", async () => {
    const databaseUrl = await newDatabase();
    await applyMigrations(databaseUrl);
    await withClient(databaseUrl, async (deploying) => {
      await deploying.query("SELECT pg_advisory_lock(72707369)");
      await deploying.query("UPDATE _prisma_migrations SET finished_at = NULL");
      const start = applyMigrations(databaseUrl);
      await waitForLocks(databaseUrl, 1);
      await deploying.query("UPDATE _prisma_migrations SET finished_at = now()");
      await deploying.query("SELECT pg_advisory_unlock(72707369)");
      await expect(start).resolves.toBeUndefined();
    });
  });

  it("refuse a database that holds something else", async () => {
    const databaseUrl = await newDatabase();
    await withClient(databaseUrl, (client) => client.query("CREATE TABLE theirs (id int)"));
    await expect(applyMigrations(databaseUrl)).rejects.toThrow(/holds other tables/);
    expect(await tablesOf(databaseUrl)).toEqual(["theirs"]);
  });

  it("run on the engine that the installed Prisma names", () => {
    const versionOf = (name: string, from: string | URL) =>
      createRequire(createRequire(from).resolve(`${name}/package.json`));
    const fromPrisma = versionOf("prisma", import.meta.url);
    const engines = createRequire(fromPrisma.resolve("@prisma/engines/package.json"));
    const named = engines("@prisma/engines-version/package.json") as { version: string };
    const engine = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
    const installed = createRequire(engine)("./package.json") as { version: string };
    expect(installed.version).toBe(named.version);
  });
});

describe("an index of a table that is in use", () => {
  /** By the page for operators. */
  const builtBefore = async () => {
    const page = await readFile(new URL("../../../docs/operations/upgrading.md", import.meta.url), "utf8");
    const [, block = ""] = /```sql\n(.*?)```/s.exec(page) ?? [];
    return block.trim().split("\n");
  };

  /** What adds an index to a table of a migration before it. */
  const additions = async () => {
    const files = (await migrationNames()).map((name) =>
      readFile(join(MIGRATIONS, name, "migration.sql"), "utf8"),
    );
    return (await Promise.all(files)).flatMap((sql) =>
      [...sql.matchAll(/^CREATE (?:UNIQUE )?INDEX .*? ON "(\w+)".*;$/gm)].flatMap(([statement, table]) =>
        sql.includes(`CREATE TABLE "${table}"`) ? [] : [statement],
      ),
    );
  };

  it("can be built before its migration, which then leaves it as it is", async () => {
    const statements = await builtBefore();
    expect(await additions()).toEqual(statements.map((each) => each.replace("CONCURRENTLY ", "")));
    const databaseUrl = await newDatabase();
    const before = await mkdtemp(join(tmpdir(), "sixdigit-migrations-"));
    onTestFinished(() => rm(before, { recursive: true, force: true }));
    await cp(MIGRATIONS, before, { recursive: true });
    await rm(join(before, "20261122222900_deliveries_by_phone_hash"), { recursive: true });
    await rm(join(before, "20261122223000_audit_swept_by_its_owner"), { recursive: true });
    await applyMigrations(databaseUrl, { folder: before });
    const indexes = () =>
      withClient(databaseUrl, async (client) => {
        const { rows } = await client.query(
          "SELECT indexrelid::int AS id FROM pg_index WHERE indexrelid = to_regclass('sms_deliveries_phone_hash_idx') AND indisvalid",
        );
        return rows;
      });
    expect(await indexes()).toEqual([]);
    for (const statement of statements) await withClient(databaseUrl, (client) => client.query(statement));
    const built = await indexes();
    expect(built).toHaveLength(1);
    await applyMigrations(databaseUrl);
    expect([await indexes(), await historyOf(databaseUrl)]).toEqual([
      built,
      expect.objectContaining({ length: (await migrationNames()).length }),
    ]);
  });
});

describe("the schema that tables are in", () => {
  it("is public, also where the role has one of its own name or the address says another", async () => {
    const databaseUrl = await newDatabase();
    const { username } = new URL(databaseUrl);
    await withClient(databaseUrl, (client) =>
      client.query(`CREATE SCHEMA ${client.escapeIdentifier(username)}`),
    );
    const elsewhere = `${databaseUrl}?options=${encodeURIComponent("-c search_path=elsewhere")}`;
    for (const url of [databaseUrl, databaseUrl, elsewhere]) {
      const store = await connectPrismaStore({ databaseUrl: url, ...patient });
      expect(await store.findChallenge("nothing")).toBeNull();
      await store.close();
    }
    expect(await tablesOf(databaseUrl)).toContain("challenges");
  });
});
