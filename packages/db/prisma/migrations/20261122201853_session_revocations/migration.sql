-- CreateTable
CREATE TABLE "session_revocations" (
    "seq" BIGSERIAL NOT NULL,
    "session_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_revocations_pkey" PRIMARY KEY ("seq")
);

-- Whatever ends a session, gives it another secret or deletes it while it lives is noted, in the same transaction (by hand;
-- Prisma's schema has no words for it). The lock is held until the commit, so the numbers are in the order of the commits:
-- whoever has seen one has missed none below it. Announced to whoever listens, which takes such a lock as well.
CREATE FUNCTION "note_session_revocation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('session_revocations', 0));
  INSERT INTO "session_revocations" ("session_id") VALUES (OLD."id");
  NOTIFY "session_revocations";
  RETURN NULL;
END;
$$;
CREATE TRIGGER "session_is_revoked" AFTER UPDATE OF "ended_at", "secret_hash", "expires_at", "user_id" ON "sessions"
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION "note_session_revocation"();
CREATE TRIGGER "session_is_deleted" AFTER DELETE ON "sessions"
  FOR EACH ROW WHEN (OLD."ended_at" IS NULL AND OLD."expires_at" > now()) EXECUTE FUNCTION "note_session_revocation"();
