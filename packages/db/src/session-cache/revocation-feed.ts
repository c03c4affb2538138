import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import type { SessionCache } from "./session-cache.ts";

const HEARTBEAT_MS = 250;
/** Sign-outs that come close together are read at once. */
const GATHER_MS = 50;
const CHANNEL = "session_revocations";
/** Short: a look that takes longer would come too late. */
const PATIENCE_MS = 1_000;

/**
 * Tells a cache which sessions were revoked by anybody: by their numbers in `session_revocations`, every 250 ms, and at
 * once when Postgres announces one, but not again within 50 ms. On a connection of its own, so that it waits behind no
 * request. Without a connection it tells nothing, the cache believes nothing of what it holds, and every session is read
 * from the database.
 */
export function followRevocations(cache: SessionCache, config: ClientConfig): { close(): Promise<void> } {
  const alarm = createAlarm();
  let isOpen = true;
  const followed = follow();

  async function follow(): Promise<void> {
    while (isOpen) {
      await readOn().catch(() => undefined);
      cache.drop();
      if (isOpen) await alarm.wait(HEARTBEAT_MS);
    }
  }

  /** Reads until the connection is lost. What was committed before its first look is in what the store reads after it. */
  async function readOn(): Promise<void> {
    const client = new Client({
      ...config,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    // A lost connection fails the next look; unheard, this event would end the process as well.
    client.on("error", () => {});
    client.on("notification", () => alarm.ring());
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      for (let last = await lastRevocation(client); isOpen; await alarm.wait(HEARTBEAT_MS)) {
        const read = cache.beginRead();
        const rows = await revocationsAfter(client, last);
        const ids = rows.map((row) => row.session_id);
        if (ids.includes(null)) cache.drop();
        read.apply(ids.filter((id) => id !== null));
        last = rows.at(-1)?.seq ?? last;
        if (rows.length > 0) await sleep(GATHER_MS);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return {
    async close() {
      isOpen = false;
      alarm.ring();
      await followed;
    },
  };
}

async function lastRevocation(client: Client): Promise<string> {
  const { rows } = await client.query<{ last: string }>(
    "SELECT coalesce(max(seq), 0) AS last FROM session_revocations",
  );
  return rows[0]?.last ?? "0";
}

/** One without a session is of all of them. */
async function revocationsAfter(client: Client, last: string) {
  const { rows } = await client.query<{ seq: string; session_id: string | null }>({
    name: "revocations-after",
    text: "SELECT seq, session_id FROM session_revocations WHERE seq > $1 ORDER BY seq",
    values: [last],
  });
  return rows;
}

/** A wait that somebody else can end; rung beforehand, the next wait is none. */
function createAlarm() {
  let isRung = false;
  let wake = () => {};
  return {
    ring(): void {
      isRung = true;
      wake();
    },
    async wait(ms: number): Promise<void> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms).unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRung = false;
    },
  };
}
