-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "browser" TEXT,
ADD COLUMN     "count" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "detail" TEXT,
ADD COLUMN     "network" TEXT,
ADD COLUMN     "os" TEXT,
ADD COLUMN     "phone_hash" TEXT,
ALTER COLUMN "user_id" DROP NOT NULL,
ALTER COLUMN "session_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "browser" TEXT,
ADD COLUMN     "network" TEXT,
ADD COLUMN     "os" TEXT,
ADD COLUMN     "previous_secret_hash" TEXT,
ADD COLUMN     "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "last_sign_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "phone" DROP NOT NULL;

-- CreateIndex
CREATE INDEX IF NOT EXISTS "audit_events_user_id_at_idx" ON "audit_events"("user_id", "at");

-- CreateIndex
CREATE INDEX IF NOT EXISTS "audit_events_at_idx" ON "audit_events"("at");

-- What is there already (by hand)
UPDATE "sessions" SET "rotated_at" = "created_at";
UPDATE "users" SET "last_sign_in_at" = GREATEST(
  "created_at",
  (SELECT max("at") FROM "audit_events" WHERE "user_id" = "users"."id" AND "name" = 'sign-in')
);

-- Audit events are added and never changed (by hand; Prisma's schema has no words for it). They may be deleted when they are
-- 180 days old by the database's own clock, so neither a mistake nor a stolen connection of the application can hide what
-- has just happened.
CREATE FUNCTION "keep_audit_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD."at" < now() - interval '180 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit events are never changed, and are kept for 180 days' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER "audit_events_are_kept" BEFORE UPDATE OR DELETE ON "audit_events"
  FOR EACH ROW EXECUTE FUNCTION "keep_audit_events"();
CREATE TRIGGER "audit_events_are_not_emptied" BEFORE TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_audit_events"();

-- Ends a user's live sessions beyond so many, the least recently used first, and returns how many it ended. A function,
-- because each statement in it sees what was committed before that statement: the sign-in that calls it has waited for its
-- turn, and by itself would count the sessions that there were before.
CREATE FUNCTION "end_surplus_sessions"(whose uuid, kept integer, "at" timestamptz, idle_since timestamptz)
RETURNS integer LANGUAGE sql VOLATILE AS $$
  WITH "ended" AS (
    UPDATE "sessions" SET "ended_at" = $3
    WHERE "ended_at" IS NULL AND "id" IN (
      SELECT "id" FROM "sessions"
      WHERE "user_id" = $1 AND "ended_at" IS NULL AND "expires_at" > $3 AND "last_used_at" > $4
      ORDER BY "last_used_at" DESC, "id" DESC
      OFFSET $2
    )
    RETURNING 1
  )
  SELECT count(*)::integer FROM "ended";
$$;
