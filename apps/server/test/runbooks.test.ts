import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "@sixdigit/db/postgres";
import { createDatabase, startTestPostgres, type TestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ops } from "./support/commands.ts";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const RUNBOOKS = new URL("../../../docs/operations/runbooks.md", import.meta.url);
const MIGRATE = fileURLToPath(new URL("../src/migrate.ts", import.meta.url));

/** The part of the runbooks under a title. */
async function runbook(title: string): Promise<string> {
  const parts = (await readFile(RUNBOOKS, "utf8")).split(/^## /m);
  const part = parts.find((each) => each.startsWith(`${title}\n`));
  if (!part) throw new Error(`no runbook: ${title}`);
  return part;
}

/** The arguments of the `pnpm ops` that a runbook tells to run. */
async function opsOf(title: string): Promise<string> {
  return /`pnpm ops ([^`]+)`/.exec(await runbook(title))?.[1] ?? "";
}

const OLD = "old-secret-of-these-tests-32-long";
const NEW = "new-secret-of-these-tests-32-long";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres?.stop());

const settingsOf = (databaseUrl: string, secret = OLD) => ({
  USE_DATABASE: "true",
  DATABASE_URL: databaseUrl,
  ENABLE_RATE_LIMIT: "false",
  OTP_SECRET: secret,
  SESSION_SECRET: secret,
});
const start = (databaseUrl: string, secret?: string) => startApp(settingsOf(databaseUrl, secret));
type App = Awaited<ReturnType<typeof start>>;

const ask = async ({ url }: App, phoneNumber: string) => {
  const { otp, challengeId } = (await httpClient(url).post("/api/auth/otp/request", { phoneNumber })).body;
  return { phoneNumber, otp, challengeId };
};
const use = async ({ url }: App, guess: object) =>
  httpClient(url).post("/api/auth/otp/verify", { ...guess, session: "token" });

/** Somebody who is signed in twice, by a cookie and by a token, and what an instance answers to each of them. */
async function signIn(app: App, phoneNumber: string) {
  const browser = httpClient(app.url);
  const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
  const { user } = (await browser.post("/api/auth/otp/verify", { phoneNumber, otp })).body;
  const cookie = `session=${browser.cookies.get("session")}`;
  const { token } = (await use(app, await ask(app, phoneNumber))).body;
  const look = async ({ url }: App) => {
    const answers = [{ cookie }, { cookie: "", authorization: `Bearer ${token}` }].map((headers) =>
      httpClient(url).get("/api/auth/session", headers),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  return { userId: user.id as string, cookie, look };
}

describe("the runbook for rotating a secret", () => {
  it("signs nobody out and breaks no code, at any moment of it", async () => {
    const values = (await runbook("Rotating a secret")).matchAll(/`(?:OTP_SECRET=)?(old,new|new,old)`/g);
    const steps = ["old", ...[...values].map(([, value = ""]) => value), "new"];
    expect(steps).toEqual(["old", "old,new", "new,old", "new"]);
    const secrets = steps.map((each) => each.replace("old", OLD).replace("new", NEW));
    const databaseUrl = await createDatabase(postgres.url);
    const instances: App[] = [];
    onTestFinished(async () => {
      for (const each of instances) await each[Symbol.asyncDispose]();
    });
    for (const secret of secrets) instances.push(await start(databaseUrl, secret));
    const [first, , third, last] = instances;
    if (!first || !third || !last) throw new Error("not started");
    const early = await signIn(first, "+14155550132");
    const late = await signIn(third, "+14155550133");
    // While one instance after the other is restarted, those of two steps that follow each other run at once.
    for (const pair of [0, 1, 2]) {
      const [before, after] = instances.slice(pair, pair + 2);
      if (!before || !after) throw new Error("no pair");
      const isLast = after === last;
      const people = isLast ? [late] : [early];
      for (const { look } of people)
        expect([await look(before), await look(after)]).toEqual([
          [200, 200],
          [200, 200],
        ]);
      for (const [asked, used] of [
        [before, after],
        [after, before],
      ] as const) {
        expect((await use(used, await ask(asked, "+14155550134"))).status).toBe(200);
      }
    }
    // Whoever has only an old cookie signs in again.
    expect(await early.look(last)).toEqual([401, 200]);
  });
});

/** By pg_dump where there is one for this server, else as Postgres itself copies a database: either way all that is in it. */
async function dumpAndRestore(from: string, to: string): Promise<void> {
  const major = await withClient(from, async (client) =>
    Number((await client.query("SHOW server_version_num")).rows[0].server_version_num.slice(0, 2)),
  );
  const { stdout = "" } = spawnSync("pg_dump", ["--version"], { encoding: "utf8" });
  if (Number(/\d+/.exec(stdout ?? "")?.[0] ?? 0) >= major) {
    const folder = await mkdtemp(join(tmpdir(), "sixdigit-dump-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const run = promisify(execFile);
    await run("pg_dump", ["-Fc", "-f", join(folder, "dump"), from]);
    await run("pg_restore", ["--no-owner", "--no-privileges", "-d", to, join(folder, "dump")]);
    return;
  }
  const [source, target] = [from, to].map((url) => new URL(url).pathname.slice(1));
  await withClient(postgres.url, async (client) => {
    await client.query(`DROP DATABASE "${target}"`);
    await client.query(`CREATE DATABASE "${target}" TEMPLATE "${source}"`);
  });
}

/** Nobody is left of the app that was stopped. */
const unused = (databaseUrl: string) =>
  expect
    .poll(() =>
      withClient(postgres.url, async (client) => {
        const text = "SELECT 1 FROM pg_stat_activity WHERE datname = $1";
        return (await client.query(text, [new URL(databaseUrl).pathname.slice(1)])).rowCount;
      }),
    )
    .toBe(0);

describe("the runbook for restoring a backup", () => {
  it("brings accounts back, but neither sessions that had ended nor accounts that were deleted", async () => {
    const [lost, restored] = [await createDatabase(postgres.url), await createDatabase(postgres.url)];
    const [kept, gone] = ["+14155550132", "+14155550133"];
    const before = await start(lost);
    const [stays, leaves] = [await signIn(before, kept), await signIn(before, gone)];
    await before[Symbol.asyncDispose]();
    await unused(lost);
    await dumpAndRestore(lost, restored);
    {
      await using after = await start(lost);
      await httpClient(after.url).post("/api/auth/sign-out", {}, { cookie: stays.cookie });
      const browser = httpClient(after.url);
      const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber: gone })).body;
      await browser.post("/api/auth/otp/verify", { phoneNumber: gone, otp });
      const fresh = (await browser.post("/api/auth/otp/request", { phoneNumber: gone })).body;
      const { challengeId } = fresh;
      const deleted = await browser.post("/api/auth/account/delete", { otp: fresh.otp, challengeId });
      expect([await stays.look(after), deleted.status]).toEqual([[401, 200], 200]);
    }
    const migrated = spawnSync(process.execPath, [MIGRATE], { env: { DATABASE_URL: restored } });
    expect(migrated.status).toBe(0);
    {
      // This is what the next step is for.
      await using hasty = await start(restored);
      expect(await stays.look(hasty)).toEqual([200, 200]);
    }
    const { code, out } = await ops(await opsOf("Restoring a backup"), settingsOf(restored));
    expect([code, out]).toEqual([0, expect.stringMatching(/^4 sessions are ended/)]);
    const text = await runbook("Restoring a backup");
    const find = /`(SELECT user_id [^`]+)`/.exec(text)?.[1]?.replace(/\s+/g, " ") ?? "";
    const remove = /```sql\n(.*?)```/s.exec(text)?.[1] ?? "";
    const ids = await withClient(lost, (client) => client.query(find.replace(/<[^>]+>/, "2020-01-01")));
    expect(ids.rows).toEqual([{ user_id: leaves.userId }]);
    await withClient(restored, (client) => client.query(remove.replaceAll(":'id'", `'${leaves.userId}'`)));
    const left = await withClient(restored, (client) => client.query("SELECT phone FROM users"));
    expect(left.rows).toEqual([{ phone: kept }]);
    await using again = await start(restored);
    expect([await stays.look(again), await leaves.look(again)]).toEqual([
      [401, 401],
      [401, 401],
    ]);
    expect((await use(again, await ask(again, kept))).body.user).toMatchObject({
      id: stays.userId,
      isNew: false,
    });
    expect((await use(again, await ask(again, gone))).body.user.isNew).toBe(true);
  });

  it("works for the folder of an embedded Postgres too", async () => {
    const text = await runbook("Restoring a backup");
    for (const line of ["`cp -aL .data/postgres backup`", "`cp -a backup/. .data/postgres`"]) {
      expect(text).toContain(line);
    }
    const folder = await mkdtemp(join(tmpdir(), "sixdigit-backup-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [data, backup] = [join(folder, "data"), join(folder, "backup")];
    const first = await startEmbeddedPostgres({ dataDir: data });
    const app = await start(first.url);
    const person = await signIn(app, "+14155550132");
    await app[Symbol.asyncDispose]();
    await first.stop();
    for (const line of [
      `cp -aL ${data} ${backup}`,
      // What a lost disk leaves.
      `rm -rf ${data}/*`,
      `cp -a ${backup}/. ${data}`,
    ])
      expect(spawnSync(line, { shell: true }).status).toBe(0);
    const second = await startEmbeddedPostgres({ dataDir: data });
    onTestFinished(() => second.stop());
    await using again = await start(second.url);
    expect(await person.look(again)).toEqual([200, 200]);
  });
});

describe("the runbook for a stolen database", () => {
  it("leaves no code, cookie or token of before that works", async () => {
    const databaseUrl = await createDatabase(postgres.url);
    const before = await start(databaseUrl, OLD);
    const person = await signIn(before, "+14155550132");
    const guess = await ask(before, "+14155550133");
    await before[Symbol.asyncDispose]();
    await using after = await start(databaseUrl, NEW);
    expect((await use(after, guess)).status).toBe(401);
    expect(await person.look(after)).toEqual([401, 200]);
    const { code } = await ops(await opsOf("A stolen database"), settingsOf(databaseUrl, NEW));
    expect(code).toBe(0);
    await expect.poll(() => person.look(after)).toEqual([401, 401]);
    expect((await use(after, await ask(after, "+14155550132"))).status).toBe(200);
  });
});
