import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "@sixdigit/db/test-postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type FaultId, noteFault, seconds } from "./support/fault-table.ts";
import { BACK_WITHIN_MS, REFUSED_WITHIN_MS, slowestOf, tallyOf } from "./support/ledger.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { msUntil, nobodyRefused, statusOf } from "./support/waiting.ts";
import { startWorld, type World } from "./support/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
let load: ReturnType<World["people"]["keepComing"]> | undefined;
afterEach(() => load?.stop());
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

const pages = (path: string) => Promise.all(world.servers.map(({ url }) => statusOf(url + path)));
const all = (status: number) => world.servers.map(() => status);
const setReadOnly = (value: "on" | "off") =>
  withClient(world.databaseUrl, async (client) => {
    await client.query("SET default_transaction_read_only = off");
    await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await client.query("SELECT pg_reload_conf()");
  });

/** How long each fault lasts: longer than every wait of the server's. */
const LASTS_MS = 3_500;

type Fault = { id: FaultId; strike(): unknown; mend(): unknown };

const away: Fault[] = [
  { id: "database-stopped", strike: () => world.postgres.halt(), mend: () => world.postgres.resume() },
  {
    id: "database-killed",
    strike: async () => {
      await world.postgres.signal("SIGKILL");
      await world.postgres.halt();
    },
    mend: () => world.postgres.resume(),
  },
  {
    id: "database-frozen",
    strike: () => world.postgres.signal("SIGSTOP"),
    mend: () => world.postgres.signal("SIGCONT"),
  },
  { id: "network-lost", strike: () => world.wire.hold(), mend: () => world.wire.pass() },
  { id: "network-refuses", strike: () => world.wire.refuse(), mend: () => world.wire.pass() },
  { id: "database-read-only", strike: () => setReadOnly("on"), mend: () => setReadOnly("off") },
];

describe("with people signing in at two servers, a database that", () => {
  it.for(away)(
    "is away ($id) is a quick 503, and all works again soon after it is back",
    async (fault, context) => {
      const pids = world.servers.map(({ child }) => child.pid);
      load = world.people.keepComing();
      await sleep(1_000);
      const struckAt = Date.now();
      await fault.strike();
      const notReady = await msUntil(async () => (await pages("/readyz")).every((status) => status === 503));
      const askedAt = Date.now();
      await sleep(LASTS_MS);
      expect([await pages("/livez"), await pages("/readyz")]).toEqual([all(200), all(503)]);
      const during = world.ledger.since(askedAt);
      const struck = world.ledger.since(struckAt);

      await fault.mend();
      const ready = await msUntil(async () => (await pages("/readyz")).every((status) => status === 200));
      const works = await msUntil(async () => (await world.people.signIn()) === "200");
      await nobodyRefused(world.ledger);
      await load.stop();

      expect(tallyOf(during)).toEqual({ UNAVAILABLE: during.length });
      expect(during.length).toBeGreaterThan(10);
      expect(during.filter(({ hasRetryAfter }) => !hasRetryAfter)).toEqual([]);
      expect(slowestOf(struck)).toBeLessThan(REFUSED_WITHIN_MS);
      expect(notReady).toBeGreaterThanOrEqual(0);
      expect(ready + works).toBeLessThan(BACK_WITHIN_MS);
      expect(world.servers.map(({ child, isRunning }) => isRunning && child.pid)).toEqual(pids);
      expect(await world.reckon()).toEqual(NOTHING_WRONG);
      const slowest = seconds(slowestOf(struck));
      noteFault(
        context,
        fault.id,
        `refused after ${slowest} at most; works ${seconds(ready + works)} after its return`,
      );
    },
  );

  it("is slow, because a table is locked, is a 503 within three seconds, and readiness stays as it is", async (context) => {
    load = world.people.keepComing();
    await sleep(700);
    const struckAt = Date.now();
    await withClient(world.databaseUrl, async (blocker) => {
      await blocker.query("BEGIN; LOCK TABLE challenges IN ACCESS EXCLUSIVE MODE");
      await sleep(LASTS_MS);
      expect(await pages("/livez")).toEqual(all(200));
      // A machine that stands still for two seconds has not heard from its database either.
      await expect.poll(() => pages("/readyz")).toEqual(all(200));
    });
    const struck = world.ledger.since(struckAt);
    const works = await msUntil(async () => (await world.people.signIn()) === "200");
    await nobodyRefused(world.ledger);
    await load.stop();
    const unavailable = struck.filter(({ outcome }) => outcome === "UNAVAILABLE");
    expect(unavailable.length).toBeGreaterThan(5);
    expect(slowestOf(struck)).toBeLessThan(REFUSED_WITHIN_MS);
    expect(works).toBeLessThan(BACK_WITHIN_MS);
    expect(await idleConnections()).toBe(true);
    expect(await world.reckon()).toEqual(NOTHING_WRONG);
    noteFault(
      context,
      "database-slow",
      `refused after ${seconds(slowestOf(struck))} at most; works ${seconds(works)} after its end`,
    );
  });

  it("loses its connections in the middle of statements, again and again, is a 503 for those and for nobody after", async (context) => {
    load = world.people.keepComing({ pauseMs: 5 });
    await sleep(700);
    const struckAt = Date.now();
    for (let cut = 0; cut < 5; cut++) {
      world.wire.cut();
      await sleep(500);
    }
    const struck = world.ledger.since(struckAt);
    const works = await msUntil(async () => (await world.people.signIn()) === "200");
    await nobodyRefused(world.ledger);
    await load.stop();
    const outcomes = tallyOf(struck);
    expect(outcomes.UNAVAILABLE).toBeGreaterThan(0);
    expect(outcomes).not.toHaveProperty("INTERNAL");
    expect(slowestOf(struck)).toBeLessThan(REFUSED_WITHIN_MS);
    expect(works).toBeLessThan(BACK_WITHIN_MS);
    expect(await world.reckon()).toEqual(NOTHING_WRONG);
    noteFault(context, "connections-cut", `works ${seconds(works)} after the last cut`);
  });
});

/** Whether no connection of the servers is in the middle of anything, once nobody asks for anything. */
async function idleConnections(): Promise<boolean> {
  const isIdle = async () =>
    withClient(world.databaseUrl, async (client) => {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'sixdigit%' AND state <> 'idle'",
      );
      return rows.length === 0;
    });
  return (await msUntil(isIdle, 5_000)) >= 0;
}
