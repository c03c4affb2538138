import { runSql } from "./postgres-server.ts";

/**
 * For each user five old deliveries and audit events together, and for each ten of them a session that is alive. Ids are as
 * the server makes them, in the order of time, so that an index grows at its end.
 */
export async function fillDatabase(databaseUrl: string, users: number): Promise<void> {
  const statements = [
    `INSERT INTO users (id, phone, created_at, last_sign_in_at)
     SELECT uuidv7(-interval '60 days'), '+999' || lpad(n::text, 9, '0'), now() - interval '60 days', now() - interval '1 day'
     FROM generate_series(1, $1::int) AS n`,
    `INSERT INTO sessions (id, user_id, secret_hash, created_at, last_used_at, expires_at, rotated_at)
     SELECT uuidv7(-interval '1 day'), id, repeat('h', 43), now() - interval '1 day', now(), now() + interval '20 days', now()
     FROM users LIMIT $1::int / 10`,
    `INSERT INTO sms_deliveries (id, challenge_id, phone_hash, country, provider, provider_message_id, status,
       created_at, updated_at)
     SELECT uuidv7(-interval '30 days'), 'old', md5(n::text), 'US', 'msg91', 'old' || n, 'delivered',
       now() - interval '30 days', now() - interval '30 days'
     FROM generate_series(1, $1::int * 5 / 2) AS n`,
    `INSERT INTO audit_events (id, at, name, phone_hash, detail)
     SELECT uuidv7(-interval '30 days'), now() - interval '30 days', 'code-sent', md5(n::text), 'accepted'
     FROM generate_series(1, $1::int * 5 / 2) AS n`,
  ];
  for (const statement of statements) await runSql(databaseUrl, statement, [users]);
  await runSql(databaseUrl, "VACUUM ANALYZE");
}
