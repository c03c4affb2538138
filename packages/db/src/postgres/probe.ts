import { Client } from "pg";
import { parseDatabaseUrl, withSettings } from "./database-url.ts";
import { within } from "./within.ts";

/** What a look at the database finds: its clock, and whether it takes writes, which a standby does not. */
export type Sight = { now: Date; isWritable: boolean };

export type DatabaseProbe = {
  /** Rejects when there is no answer in time. One look at a time. */
  look(): Promise<Sight>;
  close(): Promise<void>;
};

const LOOK = `SELECT clock_timestamp() AS now,
  NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS "isWritable"`;

/**
 * Looks at the database over a connection of its own, so that no look waits behind requests for a turn in their pool. A
 * connection that did not answer is thrown away: what comes over it later would be the answer to an old question.
 *
 * @param options.timeoutMs how long one look may take, connecting included
 */
export function createDatabaseProbe(options: { databaseUrl: string; timeoutMs: number }): DatabaseProbe {
  const connectionString = withSettings(parseDatabaseUrl(options.databaseUrl));
  let current: Client | undefined;

  async function connected(): Promise<Client> {
    if (current) return current;
    const client = new Client({ connectionString, keepAlive: true, application_name: "sixdigit-probe" });
    // A connection that breaks between two looks fails the next one; unheard, the event would end the process.
    client.on("error", () => {});
    current = client;
    await client.connect();
    return client;
  }

  function drop(): void {
    const dropped = current;
    current = undefined;
    // Not a word is waited for: the other side may be gone.
    void dropped?.end().catch(() => undefined);
    if (dropped) socketOf(dropped)?.destroy();
  }

  return {
    async look() {
      try {
        return await within(options.timeoutMs, async () => {
          const { rows } = await (await connected()).query<Sight>(LOOK);
          const [sight] = rows;
          if (!sight) throw new Error("the database answered nothing");
          return sight;
        });
      } catch (error) {
        drop();
        throw error;
      }
    },
    async close() {
      drop();
    },
  };
}

/** pg keeps it where its types do not say. */
function socketOf(client: Client): { destroy(): void } | undefined {
  return (client as Client & { connection?: { stream?: { destroy(): void } } }).connection?.stream;
}
