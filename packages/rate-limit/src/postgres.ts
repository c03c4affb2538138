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
      const [used = [], frees = []] = [row.used?.split(","), row.frees?.split(",")];
      const found = step.reads.map((_, index) => ({
        used: Number(used[index] ?? 0),
        frees: frees[index] ? Number(frees[index]) : null,
      }));
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

/** The arrays as lists: 64-bit numbers come as text anyway. Nothing for nobody, and `frees` where nothing refuses. */
type Row = { taken: boolean; used: string | null; frees: string | null };

const STEP = `SELECT taken, array_to_string(used, ',') AS used, array_to_string(frees, ',', '') AS frees
  FROM limit_step($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

function parameters({ reads, writes, clear = [] }: Step): string[] {
  const merged = mergeWrites(writes);
  return [
    texts(reads.map(({ series }) => series)),
    numbers(reads.map(({ from }) => from)),
    numbers(reads.map(({ until }) => until)),
    numbers(reads.map(({ most }) => most)),
    texts(merged.map(({ series }) => series)),
    numbers(merged.map(({ slice }) => slice)),
    numbers(merged.map(({ points }) => points)),
    texts(merged.map(({ endsAt }) => endsAt.toISOString())),
    texts(clear),
  ];
}

/** Arrays as Postgres reads them (manual, 8.15.6). By hand: a step has two hundred elements, of each of which the driver asks more. */
function numbers(values: readonly (number | null)[]): string {
  return `{${values.map((each) => each ?? "NULL").join(",")}}`;
}

function texts(values: readonly string[]): string {
  return `{${values.map((each) => `"${each.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

const LASTING = "SELECT series, slice FROM limit_counters WHERE starts_with(series, $1) AND ends_at > $2";

const TIDY = `DELETE FROM limit_counters WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM limit_counters WHERE ends_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))`;
