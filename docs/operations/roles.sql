-- Two roles in place of one: `sixdigit_owner` changes the schema, `sixdigit_run` is what the server runs as. The second can change
-- no table, and of the audit trail it can only read and add (it may ask a function of the owner to delete what is older than 181 days).
--
-- Run by an administrator of the database, in the database of Sixdigit, before the first start or at any time after; as often as
-- you like. Then give both a password (`ALTER ROLE sixdigit_run PASSWORD '...'`), bring the schema up to date as the owner,
--   DATABASE_URL=postgresql://sixdigit_owner:...@host/database node apps/server/src/migrate.ts
-- before each release is rolled out, and start the server with the DATABASE_URL of `sixdigit_run`.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sixdigit_owner') THEN
    CREATE ROLE sixdigit_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sixdigit_run') THEN
    CREATE ROLE sixdigit_run LOGIN;
  END IF;
END;
$$;

GRANT USAGE, CREATE ON SCHEMA public TO sixdigit_owner;
GRANT USAGE ON SCHEMA public TO sixdigit_run;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- What there is already, made by one role for all: it is the new owner's from now on. Nothing else in the schema is touched.
DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename IN (
    'users', 'challenges', 'sessions', 'session_revocations', 'sms_deliveries', 'audit_events', 'limit_counters', '_prisma_migrations'
  ) LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO sixdigit_owner', each.tablename);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO sixdigit_run', each.tablename);
  END LOOP;
  -- They belong to the columns of those tables.
  FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND sequenceowner = 'sixdigit_owner' LOOP
    EXECUTE format('GRANT USAGE ON SEQUENCE public.%I TO sixdigit_run', each.sequencename);
  END LOOP;
  FOR each IN SELECT oid::regprocedure AS signature FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname IN (
    'keep_audit_events', 'sweep_audit_events', 'end_surplus_sessions', 'note_session_revocation', 'limit_step'
  ) LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO sixdigit_owner', each.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sixdigit_run', each.signature);
  END LOOP;
END;
$$;

-- What migrations will make.
ALTER DEFAULT PRIVILEGES FOR ROLE sixdigit_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sixdigit_run;
ALTER DEFAULT PRIVILEGES FOR ROLE sixdigit_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO sixdigit_run;
ALTER DEFAULT PRIVILEGES FOR ROLE sixdigit_owner IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO sixdigit_run;

-- Less than that where more would be too much. A first migration that is still to come does the same for events.
DO $$
BEGIN
  IF to_regclass('public.audit_events') IS NOT NULL THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON public.audit_events FROM sixdigit_run;
  END IF;
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON public._prisma_migrations FROM sixdigit_run;
  END IF;
END;
$$;
