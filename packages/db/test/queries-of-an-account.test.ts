import { expect, it } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { withClient } from "./support/test-postgres.ts";

/** As the store asks them for an account that is exported or deleted. */
const QUERIES = [
  "SELECT created_at, country, provider, status FROM sms_deliveries WHERE phone_hash = 'h7' ORDER BY created_at DESC LIMIT 1000",
  "UPDATE sms_deliveries SET phone_hash = '' WHERE phone_hash = 'h7'",
  "DELETE FROM challenges WHERE phone = '+14155550107'",
];

it("an account is found in big tables by an index, not by reading all of them", async () => {
  const databaseUrl = await newDatabase();
  await (await connectPrismaStore({ databaseUrl, ...patient })).close();
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO sms_deliveries (id, challenge_id, phone_hash, provider, status, created_at, updated_at)
       SELECT gen_random_uuid(), 'c', 'h' || n, 'p', 'sent', now(), now() FROM generate_series(1, 20000) AS n`,
    );
    await client.query(
      `INSERT INTO challenges (id, phone, purpose, seed, key_id, code_length, created_at, expires_at, last_sent_at)
       SELECT gen_random_uuid(), '+1415' || n, 'sign-in', 's', 'k', 6, now(), now(), now() FROM generate_series(1, 20000) AS n`,
    );
    await client.query("ANALYZE");
    for (const query of QUERIES) {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${query}`);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toMatch(/Index Scan/);
      expect(plan).not.toMatch(/Seq Scan/);
    }
  });
}, 60_000);
