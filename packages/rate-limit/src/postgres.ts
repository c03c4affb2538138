import { AuthError } from "@sixdigit/contracts";
import { Pool } from "pg";
import { type Counters, mergeWrites, type Step } from "./counters.ts";

const SECOND = 1_000;
const TIDY_EVERY = 60 * SECOND;
/** Few enough for a batch to take milliseconds. */
const BATCH = 1_000;

/**
 * Counters in the table `limit_counters`, which all instances share. A step is one call of the function `limit_step`, so
 * one round trip whatever the number of rules. A limit that cannot be checked soon is a refusal, so the waits are short:
 * two seconds (`waitMs`) for a connection and for a statement, one more for an answer.
 */
export function postgresCounters({
  databaseUrl,
  waitMs = 2 * SECOND,
}: {
  databaseUrl: string;
  waitMs?: number;
}): Counters {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 5,
    connectionTimeoutMillis: waitMs,
    statement_timeout: waitMs,
    query_timeout: waitMs + SECOND,
    keepAlive: true,
    application_name: "sixdigit-limits",
  });
  // A lost connection fails the query that uses it; unheard, these events would end the process as well.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  let tidiedAt = 0;
  /** What has ended is deleted once a minute, beside the step and not in its way. */
  function tidy(now: Date): void {
    if (Math.abs(now.getTime() - tidiedAt) < TIDY_EVERY) return;
    tidiedAt = now.getTime();
    pool.query(TIDY, [now, BATCH]).catch(() => undefined);
  }

  return {
    async apply(step) {
      const { rows } = await pool
        .query<Row>({ name: "limit-step", text: STEP, values: parameters(step) })
        .catch((cause: unknown) => {
          throw new AuthError("UNAVAILABLE", {}, { cause });
        });
      tidy(step.now);
      const [row] = rows;
      if (!row) throw new AuthError("INTERNAL");
      const found = step.reads.map((_, index) => {
        const frees = row.frees?.[index] ?? null;
        return { used: Number(row.used?.[index] ?? 0), frees: frees === null ? null : Number(frees) };
      });
      return { taken: row.taken, found };
    },
    async lasting(prefix, now) {
      const { rows } = await pool
        .query<{ series: string; slice: string }>(LASTING, [prefix, now])
        .catch((cause: unknown) => {
          throw new AuthError("UNAVAILABLE", {}, { cause });
        });
      return rows.map(({ series, slice }) => ({ series, slice: Number(slice) }));
    },
    close: () => pool.end(),
  };
}

/** 64-bit numbers come as text. */
type Row = { taken: boolean; used: string[] | null; frees: (string | null)[] | null };

const STEP = "SELECT taken, used, frees FROM limit_step($1, $2, $3, $4, $5, $6, $7, $8, $9)";

function parameters({ reads, writes, clear = [] }: Step): unknown[] {
  const merged = mergeWrites(writes);
  return [
    reads.map(({ series }) => series),
    reads.map(({ from }) => from),
    reads.map(({ until }) => until),
    reads.map(({ most }) => most),
    merged.map(({ series }) => series),
    merged.map(({ slice }) => slice),
    merged.map(({ points }) => points),
    merged.map(({ endsAt }) => endsAt),
    clear,
  ];
}

const LASTING = "SELECT series, slice FROM limit_counters WHERE starts_with(series, $1) AND ends_at > $2";

const TIDY = `DELETE FROM limit_counters WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM limit_counters WHERE ends_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))`;
