-- Audit events that have been kept for long enough are deleted by this function with the rights of its owner (by hand; Prisma's
-- schema has no words for it). So the role that the server runs as needs no right to delete from the table, and what it can do is
-- this: it deletes nothing that is younger than 181 days by the database's own clock.
CREATE FUNCTION "sweep_audit_events"("before" timestamptz, "most" integer)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH "gone" AS (
    DELETE FROM "audit_events" WHERE "id" IN (
      SELECT "id" FROM "audit_events"
      WHERE "at" <= $1 AND "at" <= now() - interval '181 days'
      LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    RETURNING 1
  )
  SELECT count(*)::integer FROM "gone";
$$;
REVOKE EXECUTE ON FUNCTION "sweep_audit_events"(timestamptz, integer) FROM PUBLIC;

-- Where other roles were given rights on every table (docs/operations/roles.sql): events they may read and add, the history of the
-- migrations they may read.
DO $$
DECLARE
  other record;
BEGIN
  FOR other IN
    SELECT DISTINCT t."tablename", g."grantee" FROM pg_tables AS t
    JOIN information_schema.role_table_grants AS g ON g."table_schema" = t."schemaname" AND g."table_name" = t."tablename"
    WHERE t."schemaname" = 'public' AND t."tablename" IN ('audit_events', '_prisma_migrations')
      AND g."grantee" NOT IN (t."tableowner", 'PUBLIC')
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', other."tablename", other."grantee");
    IF other."tablename" = '_prisma_migrations' THEN
      EXECUTE format('REVOKE INSERT ON "_prisma_migrations" FROM %I', other."grantee");
    END IF;
  END LOOP;
END;
$$;
