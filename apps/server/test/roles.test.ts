import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createDatabase, startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "@sixdigit/sms/fakes/twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

const ROLES = readFileSync(new URL("../../../docs/operations/roles.sql", import.meta.url), "utf8");
const MIGRATE = fileURLToPath(new URL("../src/migrate.ts", import.meta.url));

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  postgres = await startTestPostgres();
}, 120_000);
afterAll(() => postgres.stop());

const as = (url: string, username: string) =>
  Object.assign(new URL(url), { username, password: "a-password" }).href;

const SOMETHING_ELSE = `CREATE TABLE theirs (n serial);
  CREATE FUNCTION theirs() RETURNS integer LANGUAGE sql AS 'SELECT 1'`;

/** What is in the schema and not the owner's. Of what the migrations make nothing may be among it. */
const ofNobodyElse = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
          AND relowner <> 'sixdigit_owner'::regrole
        UNION SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          AND proowner <> 'sixdigit_owner'::regrole ORDER BY name`,
    );
    return rows.map(({ name }) => name);
  });

/** `pnpm db:migrate`, as it is run. */
function migrate(databaseUrl: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MIGRATE], {
    env: { DATABASE_URL: databaseUrl },
    encoding: "utf8",
  });
  return [status, `${stdout}${stderr}`.trim()];
}

async function applyRoles(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(ROLES);
    for (const role of ["sixdigit_owner", "sixdigit_run"]) {
      await client.query(`ALTER ROLE ${role} PASSWORD 'a-password'`);
    }
  });
}

/** The life of an account: signed in, used, swept, exported and deleted, by the role that may do least. */
async function liveThrough(databaseUrl: string): Promise<unknown[]> {
  await using twilio = await startTwilio();
  await using app = await startApp({
    ...{ USE_DATABASE: "true", DATABASE_URL: databaseUrl, ENABLE_RATE_LIMIT: "false" },
    ...{ ENABLE_REAL_OTP: "true", SMS_PROVIDERS: "twilio", TWILIO_API_BASE_URL: twilio.baseUrl },
    ...{ TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN, TWILIO_FROM: TWILIO_NUMBER },
  });
  const { post, get } = httpClient(app.url);
  const phoneNumber = "+14155550132";
  const ask = async () => {
    const { challengeId } = (await post("/api/auth/otp/request", { phoneNumber })).body;
    const otp = /#(\d{6})$/.exec(twilio.sent.at(-1)?.text ?? "")?.[1];
    return { phoneNumber, otp, challengeId };
  };
  const guess = await ask();
  const wrong = await post("/api/auth/otp/verify", { ...guess, otp: "wrong1" });
  const signedIn = await post("/api/auth/otp/verify", guess);
  const session = await get("/api/auth/session");
  const exported = await get("/api/auth/account/export");
  await app.parts.store.sweep(new Date());
  const { otp, challengeId } = await ask();
  const deleted = await post("/api/auth/account/delete", { otp, challengeId });
  const ended = await get("/api/auth/session");
  return [wrong, signedIn, session, exported, deleted, ended].map(({ status }) => status);
}

describe("a database with two roles", { timeout: 180_000 }, () => {
  it.each([
    ["from the first day", false],
    ["that one role had made before", true],
  ])("%s: the lesser one runs the server, and can change neither events nor tables", async (_case, isOld) => {
    const url = await createDatabase(postgres.url);
    if (isOld) expect(migrate(url)).toEqual([0, "The schema is up to date."]);
    if (isOld) await withClient(url, (client) => client.query(SOMETHING_ELSE));
    await applyRoles(url);
    expect(await ofNobodyElse(url)).toEqual(isOld ? ["theirs", "theirs()", "theirs_n_seq"] : []);
    expect(migrate(as(url, "sixdigit_owner"))).toEqual([0, "The schema is up to date."]);
    expect(await liveThrough(as(url, "sixdigit_run"))).toEqual([400, 200, 200, 200, 200, 401]);
    const events = await withClient(url, (client) =>
      client.query("SELECT count(*)::int AS n FROM audit_events"),
    );
    expect(events.rows[0].n).toBeGreaterThan(4);
    await withClient(as(url, "sixdigit_run"), async (client) => {
      for (const statement of [
        "UPDATE audit_events SET name = 'sign-out'",
        "DELETE FROM audit_events",
        "TRUNCATE audit_events",
        "ALTER TABLE audit_events DISABLE TRIGGER ALL",
        "DROP TABLE audit_events",
        "CREATE TABLE mine (id int)",
        "UPDATE _prisma_migrations SET checksum = ''",
        "CREATE OR REPLACE FUNCTION sweep_audit_events(timestamptz, integer) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
      ]) {
        const refused = client.query(statement);
        await expect(refused, statement).rejects.toMatchObject({ code: "42501" });
      }
    });
  });

  it("says who has to bring the schema up to date when the lesser role starts first", async () => {
    const url = await createDatabase(postgres.url);
    await applyRoles(url);
    const [status, said] = migrate(as(url, "sixdigit_run"));
    expect([status, said]).toEqual([
      1,
      expect.stringMatching(/^"sixdigit_run" may not change the tables of /),
    ]);
  });
});
