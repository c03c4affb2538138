-- AlterTable
ALTER TABLE "session_revocations" ALTER COLUMN "session_id" DROP NOT NULL;

-- Who empties the table means everybody (by hand). There is no old row then, so the function notes a revocation without a
-- session.
CREATE TRIGGER "sessions_are_truncated" AFTER TRUNCATE ON "sessions"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_session_revocation"();
