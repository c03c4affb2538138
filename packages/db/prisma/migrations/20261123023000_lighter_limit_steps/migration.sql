-- The same step at less cost: of a step that nothing refuses only the sums are asked, and what has nothing to do is left
-- out. What stands in the way is looked at once more where it refuses, for the slices that must leave. The answers are
-- those of before, so instances of both versions may run side by side.
CREATE OR REPLACE FUNCTION limit_step(
    read_series TEXT[], read_from BIGINT[], read_until BIGINT[], read_most INTEGER[],
    write_series TEXT[], write_slice BIGINT[], write_points INTEGER[], write_ends TIMESTAMPTZ[],
    cleared TEXT[],
    OUT taken BOOLEAN, OUT used BIGINT[], OUT frees BIGINT[]
) LANGUAGE plpgsql
-- The plan is made once and kept; a table that was empty then must not be read whole for ever.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', TRUE);
    -- One after the other in this order: the rows are sorted before the locks are asked for.
    PERFORM pg_advisory_xact_lock(turn.hash) FROM (
        SELECT DISTINCT hashtextextended(series, 1) AS hash FROM unnest(write_series || cleared) AS series ORDER BY hash
    ) AS turn;

    taken := TRUE;
    IF cardinality(read_series) > 0 THEN
        SELECT coalesce(bool_and(kept.points < wanted.most), TRUE), array_agg(kept.points ORDER BY wanted.number)
        INTO taken, used
        FROM unnest(read_series, read_from, read_until, read_most) WITH ORDINALITY
            AS wanted(series, first, last, most, number)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(c.points), 0)::BIGINT AS points FROM limit_counters AS c
            WHERE c.series = wanted.series AND c.slice BETWEEN wanted.first AND wanted.last
        ) AS kept;
    END IF;

    IF NOT taken THEN
        SELECT array_agg(line.points ORDER BY line.number), array_agg(line.freeing ORDER BY line.number)
        INTO used, frees
        FROM (
            SELECT wanted.number, coalesce(sum(kept.points), 0)::BIGINT AS points,
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
        RETURN;
    END IF;

    IF cardinality(cleared) > 0 THEN
        DELETE FROM limit_counters AS c WHERE c.series = ANY (cleared);
    END IF;
    IF 0 < ANY (write_points) THEN
        INSERT INTO limit_counters AS c (series, slice, points, ends_at)
            SELECT * FROM unnest(write_series, write_slice, write_points, write_ends)
                AS written(series, slice, points, ends_at)
            WHERE written.points > 0
            ON CONFLICT (series, slice) DO UPDATE SET points = c.points + excluded.points;
    END IF;
    IF 0 > ANY (write_points) THEN
        UPDATE limit_counters AS c SET points = greatest(0, c.points + written.points)
            FROM unnest(write_series, write_slice, write_points) AS written(series, slice, points)
            WHERE written.points < 0 AND c.series = written.series AND c.slice = written.slice;
    END IF;
END
$$;
