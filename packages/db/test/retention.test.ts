import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { withClient } from "./support/test-postgres.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const keep = { challenges: HOUR, limits: 2 * HOUR, sessions: 3 * DAY, deliveries: 4 * DAY, audit: 200 * DAY };
/** After everything was written, by the database's clock: it insists on its own for audit events. */
const NOW = new Date();

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
  await (await openStore()).close();
});

const openStore = () => connectPrismaStore({ databaseUrl, retention: keep, ...patient });
const run = (statement: string, values: unknown[] = []) =>
  withClient(databaseUrl, async (client) => (await client.query(statement, values)).rows);

/** Rows of every table, so many, each of them so old. */
async function fill(count: number, ageOf: Record<keyof typeof keep, number>) {
  const before = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
  await run(
    "INSERT INTO users (id, phone, created_at) SELECT gen_random_uuid(), '+1415', now() ON CONFLICT DO NOTHING",
  );
  await run(
    `INSERT INTO challenges (id, phone, purpose, seed, key_id, code_length, created_at, expires_at, last_sent_at)
      SELECT gen_random_uuid(), '+1415', 'sign-in', 's', 'k', 6, $2, $2, $2 FROM generate_series(1, $1::int)`,
    [count, before(ageOf.challenges)],
  );
  await run(
    "INSERT INTO limit_counters SELECT gen_random_uuid(), 1, 1, $2 FROM generate_series(1, $1::int)",
    [count, before(ageOf.limits)],
  );
  await run(
    `INSERT INTO sessions (id, user_id, secret_hash, rotated_at, created_at, last_used_at, expires_at, ended_at)
      SELECT gen_random_uuid(), (SELECT id FROM users), 'h', $2, $2, $2, $3, $2 FROM generate_series(1, $1::int)`,
    [count, before(ageOf.sessions), new Date(NOW.getTime() + DAY)],
  );
  await run(
    `INSERT INTO sms_deliveries (id, challenge_id, phone_hash, provider, status, created_at, updated_at)
      SELECT gen_random_uuid(), 'c', 'h', 'p', 'sent', $2, $2 FROM generate_series(1, $1::int)`,
    [count, before(ageOf.deliveries)],
  );
  await run(
    `INSERT INTO audit_events (id, at, name) SELECT gen_random_uuid(), $2, 'sign-in' FROM generate_series(1, $1::int)`,
    [count, before(ageOf.audit)],
  );
}

const counts = async () =>
  (
    await run(`SELECT (SELECT count(*)::int FROM challenges) AS challenges,
      (SELECT count(*)::int FROM limit_counters) AS limits, (SELECT count(*)::int FROM sessions) AS sessions,
      (SELECT count(*)::int FROM sms_deliveries) AS deliveries, (SELECT count(*)::int FROM audit_events) AS audit`)
  )[0];
const each = (count: number) => ({
  challenges: count,
  limits: count,
  sessions: count,
  deliveries: count,
  audit: count,
});
const later = Object.fromEntries(
  Object.entries(keep).map(([name, ms]) => [name, ms + 60_000]),
) as typeof keep;
const sooner = Object.fromEntries(
  Object.entries(keep).map(([name, ms]) => [name, ms - 60_000]),
) as typeof keep;

describe("the clean-up", () => {
  beforeEach(() =>
    run(`ALTER TABLE audit_events DISABLE TRIGGER USER; TRUNCATE challenges, limit_counters, sessions, sms_deliveries, audit_events;
      ALTER TABLE audit_events ENABLE TRIGGER USER`),
  );

  it("deletes of every table what has been kept for long enough, in any number of batches, and nothing else", async () => {
    await fill(2_500, later);
    await fill(10, sooner);
    const store = await openStore();
    onTestFinished(() => store.close());
    await store.sweep(NOW);
    expect(await counts()).toEqual(each(10));
    await store.sweep(NOW);
    expect(await counts()).toEqual(each(10));
  });

  it("is left to the one that is at it", async () => {
    await fill(10, later);
    const store = await openStore();
    onTestFinished(() => store.close());
    await withClient(databaseUrl, async (other) => {
      await other.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sixdigit sweep', 0))");
      await store.sweep(NOW);
      expect(await counts()).toEqual(each(10));
    });
    await store.sweep(NOW);
    expect(await counts()).toEqual(each(0));
  });

  it("waits for no row that somebody uses, and keeps nobody waiting", async () => {
    await fill(10, later);
    const store = await openStore();
    onTestFinished(() => store.close());
    await withClient(databaseUrl, async (user) => {
      await user.query("BEGIN; SELECT * FROM challenges LIMIT 4 FOR UPDATE");
      const started = performance.now();
      await store.sweep(NOW);
      // It ended while the rows were still in use, and not because it gave them up.
      expect(performance.now() - started).toBeLessThan(patient.lockMs / 2);
      expect((await counts())?.challenges).toBe(4);
    });
    await store.sweep(NOW);
    expect(await counts()).toEqual(each(0));
  });

  it("counts the sessions that can be used", async () => {
    await fill(3, sooner);
    await run("UPDATE sessions SET ended_at = NULL WHERE id IN (SELECT id FROM sessions LIMIT 2)");
    const store = await openStore();
    onTestFinished(() => store.close());
    expect(await store.countLiveSessions(NOW)).toBe(2);
  });
});
