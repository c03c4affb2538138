import { afterAll, beforeAll, expect, it } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient, readEvents } from "./support/open-store.ts";
import { alice, anId, at, auditOf, begin, bob } from "./support/rows.ts";
import { withClient } from "./support/test-postgres.ts";

let databaseUrl: string;
let store: Awaited<ReturnType<typeof connectPrismaStore>>;
beforeAll(async () => {
  databaseUrl = await newDatabase();
  store = await connectPrismaStore({ databaseUrl, ...patient });
});
afterAll(() => store?.close());

const newEvent = () => auditOf("operator-ended-sessions", { detail: "all" });
const told = () =>
  withClient(databaseUrl, async (client) =>
    (await readEvents(client)).flatMap(({ name, count }) =>
      name === "operator-ended-sessions" ? [count] : [],
    ),
  );

it("an operator ends the sessions of a user, then those of everybody, and each end is told of with its number", async () => {
  const sessions = [await begin(store, alice, 1), await begin(store, alice, 2), await begin(store, bob, 3)];
  const later = await begin(store, bob, 100);
  const userId = (await store.operator.findUserId({ phone: alice })) ?? "";
  expect(userId).toBe(sessions[0]?.user.id);
  expect(await store.operator.endSessions({ userId, now: at(10), newEvent })).toBe(2);
  expect(await store.operator.endSessions({ userId: undefined, now: at(10), newEvent })).toBe(1);
  expect(await store.operator.endSessions({ userId: undefined, now: at(10), newEvent })).toBe(0);
  for (const { sessionId } of sessions) {
    expect((await store.findSession(sessionId))?.session.endedAt).toEqual(at(10));
  }
  expect((await store.findSession(later.sessionId))?.session.endedAt).toBeNull();
  expect(await told()).toEqual([2, 1, 0]);
});

it("an operator ends more sessions than one statement does, each once, also beside another who does so", async () => {
  const before = (await told()).reduce((sum, count) => sum + count, 0);
  const { user } = await begin(store, alice, 1);
  await withClient(databaseUrl, (client) =>
    client.query(
      `INSERT INTO sessions (id, user_id, secret_hash, created_at, last_used_at, expires_at, rotated_at)
        SELECT gen_random_uuid(), $1, 'x', $2, $2, $2::timestamptz + interval '1 day', $2 FROM generate_series(1, 4500)`,
      [user.id, at(1)],
    ),
  );
  const end = () => store.operator.endSessions({ userId: undefined, now: at(50), newEvent });
  const [one = 0, other = 0] = await Promise.all([end(), end()]);
  expect(one + other).toBe(4_501);
  expect((await told()).reduce((sum, count) => sum + count, 0) - before).toBe(4_501);
});

it("an operator finds nobody by what is no user", async () => {
  for (const id of [anId(), "no id"]) expect(await store.operator.findUserId({ id })).toBeNull();
});

it("counters are changed with their event, or neither is", async () => {
  const write = {
    series: "measure:stop:all",
    slice: Date.UTC(2100, 0),
    points: 1,
    endsAt: new Date("2100-01-01"),
  };
  const rows = () =>
    withClient(databaseUrl, async (client) => {
      const { rowCount } = await client.query("SELECT 1 FROM limit_counters WHERE series = $1", [
        write.series,
      ]);
      return rowCount;
    });
  const audit = auditOf("operator-imposed", { detail: "stop all" });
  await store.operator.changeCounters({ writes: [write], clear: [write.series], audit });
  expect(await rows()).toBe(1);
  // The same event again cannot be written.
  const again = store.operator.changeCounters({ writes: [], clear: [write.series], audit });
  expect(await again.catch(() => "refused")).toBe("refused");
  expect(await rows()).toBe(1);
  const lifted = auditOf("operator-lifted", { detail: "stop all" });
  await store.operator.changeCounters({ writes: [], clear: [write.series], audit: lifted });
  expect(await rows()).toBe(0);
});
