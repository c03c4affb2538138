import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { freePort } from "../src/postgres/embedded/free-port.ts";
import { connectPrismaStore, DatabaseStartError } from "../src/postgres.ts";
import { newDatabase } from "./support/open-store.ts";
import { withClient } from "./support/test-postgres.ts";

/** What the operator reads. */
async function complaintAbout(databaseUrl: string): Promise<string> {
  const failure = await connectPrismaStore({ databaseUrl }).then(
    () => "it started",
    (error: unknown) => error,
  );
  if (!(failure instanceof DatabaseStartError))
    throw new Error("not a DatabaseStartError", { cause: failure });
  return failure.message;
}

const changed = (change: Partial<URL>) => Object.assign(new URL(inject("postgresUrl")), change).href;
const host = () => new URL(inject("postgresUrl")).host;

describe("a start without its database says in one line what is wrong and how to mend it", () => {
  it("when no server is there", async () => {
    const port = await freePort();
    expect(await complaintAbout(`postgresql://ann:pass-word@127.0.0.1:${port}/db`)).toBe(
      `No Postgres answers at 127.0.0.1:${port}. Start it, or correct DATABASE_URL.`,
    );
  });

  it("when the host has no address", async () => {
    expect(await complaintAbout("postgresql://ann:pass-word@nowhere.invalid/db")).toBe(
      "No Postgres answers at nowhere.invalid:5432. Start it, or correct DATABASE_URL.",
    );
  });

  it("when something is there that never answers, after two seconds", async () => {
    const port = await freePort();
    const silent = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const started = performance.now();
    expect(await complaintAbout(`postgresql://ann:pass-word@127.0.0.1:${port}/db`)).toMatch(
      /^No Postgres answers/,
    );
    expect(performance.now() - started).toBeLessThan(9_000);
  });

  it("when the password is wrong, and without repeating it", async () => {
    expect(await complaintAbout(changed({ password: "not-the-one" }))).toBe(
      `Postgres at ${host()} refuses the password of "sixdigit". Correct DATABASE_URL.`,
    );
  });

  it("when the password is missing", async () => {
    expect(await complaintAbout(changed({ password: "" }))).toMatch(/refuses the password/);
  });

  it("when the database does not exist", async () => {
    expect(await complaintAbout(changed({ pathname: "/nowhere" }))).toBe(
      `Postgres at ${host()} has no database "nowhere". Create it, or correct DATABASE_URL.`,
    );
  });

  it("when the user may not make tables", async () => {
    const databaseUrl = await newDatabase();
    await withClient(databaseUrl, (client) => client.query("CREATE ROLE reader LOGIN PASSWORD 'reading'"));
    const asReader = Object.assign(new URL(databaseUrl), { username: "reader", password: "reading" }).href;
    expect(await complaintAbout(asReader)).toMatch(/^"reader" may not change the tables of "test_/);
  });

  it.each(["", "localhost:5432", "mysql://ann:pass-word@localhost/db"])("when the URL is %j", async (url) => {
    expect(await complaintAbout(url)).toBe(
      "DATABASE_URL is not an address of a Postgres: write it like postgresql://user:password@host:5432/database",
    );
  });

  it("when the URL asks for a schema that it would not get", async () => {
    expect(await complaintAbout(`${inject("postgresUrl")}?schema=auth`)).toMatch(
      /asks for the schema "auth"/,
    );
  });
});
