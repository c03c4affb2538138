-- The session that begins is the last to go, also where the clock of another instance is ahead of the one that begins it.
CREATE OR REPLACE FUNCTION "end_surplus_sessions"(whose uuid, kept integer, "at" timestamptz, idle_since timestamptz)
RETURNS integer LANGUAGE sql VOLATILE AS $$
  WITH "ended" AS (
    UPDATE "sessions" SET "ended_at" = $3
    WHERE "ended_at" IS NULL AND "id" IN (
      SELECT "id" FROM "sessions"
      WHERE "user_id" = $1 AND "ended_at" IS NULL AND "expires_at" > $3 AND "last_used_at" > $4
      ORDER BY "created_at" = $3 DESC, "last_used_at" DESC, "id" DESC
      OFFSET $2
    )
    RETURNING 1
  )
  SELECT count(*)::integer FROM "ended";
$$;
