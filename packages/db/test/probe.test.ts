import { expect, it, onTestFinished } from "vitest";
import { createDatabaseProbe } from "../src/postgres.ts";
import { startTestPostgres, withClient } from "./support/test-postgres.ts";

/** A server of its own, a probe on it, and how many connections the probe has. */
async function startProbed({ timeoutMs = 30_000 } = {}) {
  const server = await startTestPostgres();
  const probe = createDatabaseProbe({ databaseUrl: server.url, timeoutMs });
  let running = server;
  onTestFinished(async () => {
    await probe.close();
    await running.stop();
  });
  const connections = () =>
    withClient(server.url, async (client) => {
      const { rows } = await client.query(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'sixdigit-probe'",
      );
      return rows[0].count;
    });
  const restart = async () => {
    running = await server.resume(Number(new URL(server.url).port));
  };
  return { server, probe, connections, restart };
}

const failure = (look: Promise<unknown>) =>
  look.then(() => "answered").catch((error: Error) => error.message);

it("a look at the database tells its time and that it takes writes, over one connection", async () => {
  const { probe, connections } = await startProbed();
  const sights = [await probe.look(), await probe.look(), await probe.look()];
  for (const { now, isWritable } of sights) {
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(5_000);
    expect(isWritable).toBe(true);
  }
  expect(await connections()).toBe(1);
});

it("a look at a database that has become read-only says so, also over the connection that it had", async () => {
  const { server, probe } = await startProbed();
  expect((await probe.look()).isWritable).toBe(true);
  await withClient(server.url, async (client) => {
    await client.query("ALTER SYSTEM SET default_transaction_read_only = on");
    await client.query("SELECT pg_reload_conf()");
  });
  await expect.poll(async () => (await probe.look()).isWritable).toBe(false);
});

it("a look at a frozen database fails in time, and works again after it, with no connection left behind", async () => {
  const { server, probe, connections } = await startProbed({ timeoutMs: 1_000 });
  const answers = () => expect.poll(() => failure(probe.look())).toBe("answered");
  await answers();
  await server.signal("SIGSTOP");
  const started = performance.now();
  const looks = [await failure(probe.look()), await failure(probe.look())];
  const took = performance.now() - started;
  await server.signal("SIGCONT");
  expect(looks).toEqual(Array(2).fill("the database did not answer within 1000 ms"));
  expect(took).toBeLessThan(15_000);
  await answers();
  await expect.poll(connections).toBe(1);
});

it("a look fails while the server is away, also after a kill -9, and works when it is back", async () => {
  const { server, probe, restart } = await startProbed();
  await probe.look();
  await server.signal("SIGKILL");
  await server.halt();
  expect(await failure(probe.look())).not.toBe("answered");
  await expect.poll(() => failure(probe.look())).toContain("ECONNREFUSED");
  await restart();
  expect(await failure(probe.look())).toBe("answered");
});
