-- What its messages were charged to goes with a challenge.
ALTER TABLE "challenges" ADD COLUMN     "charges" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sends" SMALLINT NOT NULL DEFAULT 1;

-- Counters of another shape: those that run are lost, which the next minutes make good. Every row is updated again and
-- again, so it leaves room for its next version beside it.
DROP TABLE "limit_counters";

CREATE TABLE "limit_counters" (
    "series" TEXT NOT NULL,
    "slice" BIGINT NOT NULL,
    "points" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "limit_counters_pkey" PRIMARY KEY ("series","slice")
) WITH (fillfactor = 70);

CREATE INDEX "limit_counters_ends_at_idx" ON "limit_counters"("ends_at");

-- All limits of one action, in one round trip: reads, and, where no read finds as much as its `most`, writes. What is
-- written to or cleared is locked first, in one order for all callers, so that steps which share a series go one after the
-- other and never wait for each other in a circle. Each statement of the function sees what was committed before it began,
-- so the reads see every step that went before.
--
-- A step does not wait until it is on the disk: after a crash of Postgres the points of its last second may be gone, and
-- in return a series that everybody writes to, such as that of the whole service, is locked for microseconds.
CREATE FUNCTION limit_step(
    read_series TEXT[], read_from BIGINT[], read_until BIGINT[], read_most INTEGER[],
    write_series TEXT[], write_slice BIGINT[], write_points INTEGER[], write_ends TIMESTAMPTZ[],
    cleared TEXT[],
    OUT taken BOOLEAN, OUT used BIGINT[], OUT frees BIGINT[]
) LANGUAGE plpgsql
-- The plan is made once and kept; a table that was empty then must not be read whole for ever.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    turn BIGINT;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', TRUE);
    FOR turn IN
        SELECT DISTINCT hashtextextended(series, 1) AS hash FROM unnest(write_series || cleared) AS series ORDER BY hash
    LOOP
        PERFORM pg_advisory_xact_lock(turn);
    END LOOP;

    SELECT
        coalesce(bool_and(line.most IS NULL OR line.points < line.most), TRUE),
        array_agg(line.points ORDER BY line.number),
        array_agg(line.freeing ORDER BY line.number)
    INTO taken, used, frees
    FROM (
        SELECT wanted.number, wanted.most,
            coalesce(sum(kept.points), 0)::BIGINT AS points,
            max(kept.slice) FILTER (WHERE kept.from_here >= wanted.most) AS freeing
        FROM unnest(read_series, read_from, read_until, read_most) WITH ORDINALITY
            AS wanted(series, first, last, most, number)
        LEFT JOIN LATERAL (
            SELECT c.slice, c.points, sum(c.points) OVER (ORDER BY c.slice DESC) AS from_here
            FROM limit_counters AS c
            WHERE c.series = wanted.series AND c.slice BETWEEN wanted.first AND wanted.last
        ) AS kept ON TRUE
        GROUP BY wanted.number, wanted.most
    ) AS line;

    IF taken THEN
        IF cardinality(cleared) > 0 THEN
            DELETE FROM limit_counters AS c WHERE c.series = ANY (cleared);
        END IF;
        INSERT INTO limit_counters AS c (series, slice, points, ends_at)
            SELECT * FROM unnest(write_series, write_slice, write_points, write_ends)
                AS written(series, slice, points, ends_at)
            WHERE written.points > 0
            ON CONFLICT (series, slice) DO UPDATE SET points = c.points + excluded.points;
        UPDATE limit_counters AS c SET points = greatest(0, c.points + written.points)
            FROM unnest(write_series, write_slice, write_points) AS written(series, slice, points)
            WHERE written.points < 0 AND c.series = written.series AND c.slice = written.slice;
    END IF;
END
$$;
