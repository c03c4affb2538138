import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { startEmbeddedPostgres } from "../src/postgres.ts";
import { withClient } from "./support/test-postgres.ts";

/** One for all tests here, as an operator has one: each finds what the one before left. */
const dataDir = join(tmpdir(), `sixdigit-embedded-${randomBytes(6).toString("hex")}`);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Another process that runs an embedded Postgres; what it said first. */
async function runElsewhere(...args: string[]) {
  const script = fileURLToPath(new URL("./support/run-embedded.ts", import.meta.url));
  const child = spawn(process.execPath, [script, dataDir, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

const postmasterOf = async () =>
  Number.parseInt(await readFile(join(dataDir, "data", "postmaster.pid"), "utf8"), 10);

describe("the embedded Postgres", () => {
  it("keeps its data from one start to the next, and its password to itself", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
    await first.stop();
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    onTestFinished(() => second.stop());
    const answer = await withClient(second.url, (client) => client.query("SELECT answer FROM kept"));
    expect(answer.rows).toEqual([{ answer: 42 }]);
    expect((await stat(join(dataDir, "password"))).mode & 0o777).toBe(0o600);
    const { password } = new URL(second.url);
    expect(password).toHaveLength(43);
    const guess = Object.assign(new URL(second.url), { password: "postgres" }).href;
    await expect(withClient(guess, async () => "let in")).rejects.toThrow(/password authentication failed/);
  });

  it("lets a script that has nothing else to do wait for its end", async () => {
    const { child } = await runElsewhere("once");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
  });

  it("listens on 127.0.0.1 alone", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    onTestFinished(() => server.stop());
    const listening = await withClient(server.url, (client) =>
      client.query(
        "SELECT current_setting('listen_addresses') AS tcp, current_setting('unix_socket_directories') AS files",
      ),
    );
    expect(listening.rows).toEqual([{ tcp: "127.0.0.1", files: "" }]);
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((each) => each && !each.internal && each.family === "IPv4");
    for (const each of others) {
      const elsewhere = Object.assign(new URL(server.url), { hostname: each?.address }).href;
      await expect(new Client({ connectionString: elsewhere }).connect()).rejects.toThrow(/ECONNREFUSED/);
    }
  });

  it("starts again after a kill -9 of the server that ran it, which takes its Postgres along", async () => {
    const { child, said } = await runElsewhere();
    expect(said).toMatch(/^postgresql:/);
    child.kill("SIGKILL");
    await once(child, "exit");
    const again = await startEmbeddedPostgres({ dataDir });
    await again.stop();
    await expect(withClient(said, async () => "still there")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("starts again after a kill -9 of all, when the number of its process has gone to another program", async () => {
    const { child } = await runElsewhere();
    const pidFile = join(dataDir, "data", "postmaster.pid");
    process.kill(await postmasterOf(), "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");
    const stale = await readFile(pidFile, "utf8");
    await writeFile(pidFile, stale.replace(/^\d+/, String(process.pid)));
    const again = await startEmbeddedPostgres({ dataDir });
    expect(await withClient(again.url, async () => "up")).toBe("up");
    await again.stop();
  });

  it("says in one line that another server uses the data, and leaves that one alone", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    onTestFinished(() => server.stop());
    const { said } = await runElsewhere();
    const who = `in use by another running server (process ${await postmasterOf()})`;
    expect(said).toBe(
      `The embedded database in ${join(dataDir, "data")} is ${who}. Stop that one, or set DATABASE_URL.`,
    );
    expect(await withClient(server.url, async () => "up")).toBe("up");
  });
});
