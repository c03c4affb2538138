import { readdirSync, readFileSync } from "node:fs";
import { startTestPostgres } from "@sixdigit/db/test-postgres";
import { freePort } from "@sixdigit/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failingStart, startServer, stop } from "./support/server-process.ts";

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
let settings: Record<string, string>;
beforeAll(async () => {
  postgres = await startTestPostgres();
  settings = {
    WORKERS: "2",
    USE_DATABASE: "true",
    DATABASE_URL: postgres.url,
    OTP_SECRET: "a-secret-that-all-of-them-share-1",
    SESSION_SECRET: "a-secret-that-all-of-them-share-2",
  };
}, 180_000);
afterAll(() => postgres?.stop());

/** Linux only. */
function childrenOf(pid: number | undefined): number[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const isChild = new RegExp(`^PPid:\\s+${pid}$`, "m").test(readFileSync(`/proc/${name}/status`, "utf8"));
      return isChild ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

const onLinux = it.runIf(process.platform === "linux");

onLinux(
  "two workers serve one port, one that is killed is replaced, and all end with a signal",
  async () => {
    await using server = await startServer(settings);
    const before = childrenOf(server.child.pid);
    expect(before).toHaveLength(2);
    process.kill(before[0] ?? 0, "SIGKILL");
    const isServed = () =>
      fetch(`${server.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    const isReplaced = async () =>
      childrenOf(server.child.pid).filter((pid) => pid !== before[0]).length === 2 && (await isServed());
    await expect.poll(isReplaced, { timeout: 30_000 }).toBe(true);
    const [one, other] = childrenOf(server.child.pid);
    expect(await stop(server.child)).toBe(0);
    for (const pid of [one, other]) expect(() => process.kill(pid ?? 0, 0)).toThrow("ESRCH");
  },
  90_000,
);

onLinux(
  "their metrics are read as one, from the process that started them",
  async () => {
    const port = await freePort();
    await using server = await startServer({ ...settings, METRICS_PORT: String(port) });
    const asked = 40;
    for (let count = 0; count < asked; count++) {
      await fetch(`${server.url}/api/auth/session`, { headers: { connection: "close" } });
    }
    const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const series = 'http_requests_total{route="/api/auth/session",status="401",outcome="UNAUTHENTICATED"}';
    await expect.poll(read, { timeout: 10_000 }).toContain(`${series} ${asked}\n`);
    const text = await read();
    // Both see the database, which is one database; both have a pool of their own, and an event loop.
    expect(text).toContain("database_up 1\n");
    expect(text).toMatch(/database_pool_connections\{state="waiting"\} 0\n/);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(text).toContain("sms_daily_cap_messages 10000\n");
    expect(await stop(server.child)).toBe(0);
  },
  90_000,
);

it("says why when no worker can start, and ends", async () => {
  const { code, lines } = await failingStart({
    ...settings,
    PORT: "0",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  expect([code, lines.join("\n")]).toEqual([1, expect.stringContaining("DATABASE_URL")]);
}, 180_000);
