import { createMemoryStore } from "@sixdigit/db";
import { connectPrismaStore } from "@sixdigit/db/postgres";
import { createDatabase, startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { simulate } from "../../src/simulate.ts";

/** Events stay: they are never deleted, and those of a seed have ids of their own. */
const TABLES = "users, challenges, sessions, sms_deliveries";
/** Who waits here waits for a machine that is busy. */
const PATIENCE = { waitMs: 30_000, statementMs: 30_000, lockMs: 30_000 };

type Difference = {
  seed: number;
  memory: string | undefined;
  postgres: string | undefined;
  violated: string | undefined;
};

/** Runs seeds over the in-memory store and over a real Postgres. @returns the first line of each that is not the same */
export async function overPostgres(seeds: readonly number[]) {
  const server = await startTestPostgres();
  const databaseUrl = await createDatabase(server.url);
  const remembering = await connectPrismaStore({ databaseUrl, ...PATIENCE });
  // What a process remembers of sessions depends on the time of the day, and there is one for both processes here.
  const store = { ...remembering, findSession: (id: string) => remembering.findSession(id) };
  const differing: Difference[] = [];
  let messages = 0;
  try {
    await withClient(databaseUrl, async (client) => {
      for (const seed of seeds) {
        await client.query(`TRUNCATE ${TABLES}`);
        const memory = await simulate(seed, createMemoryStore(), { isKept: true });
        const postgres = await simulate(seed, store, { isKept: true });
        const { rows } = await client.query("SELECT count(*)::int AS count FROM sms_deliveries");
        messages += rows[0].count;
        const lines = Math.max(memory.lines.length, postgres.lines.length);
        const line = Array.from({ length: lines }, (_, n) => n).findIndex(
          (n) => memory.lines[n] !== postgres.lines[n],
        );
        if (line < 0 && !postgres.violated) continue;
        const { violated } = postgres;
        differing.push({ seed, memory: memory.lines[line], postgres: postgres.lines[line], violated });
      }
    });
  } finally {
    await store.close();
    await server.stop();
  }
  return { differing, messages };
}
