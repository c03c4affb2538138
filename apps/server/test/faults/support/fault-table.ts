import type { TestContext } from "vitest";

type Row = {
  fault: string;
  /** What a client sees while it lasts. */
  client: string;
  /** What the operator sees. */
  operator: string;
};

const NOT_READY = "`/readyz` 503, `/livez` 200; `database_up` 0, alert `SixdigitDatabaseAway`";

/** The table of docs/operations/faults.md, but for the last column, which is measured. */
export const faultRows = {
  "database-stopped": {
    fault: "Postgres is stopped",
    client: "503 `UNAVAILABLE` with `Retry-After`, at once",
    operator: NOT_READY,
  },
  "database-killed": {
    fault: "Postgres is killed and recovers from its log",
    client: "503 `UNAVAILABLE` with `Retry-After`, at once",
    operator: NOT_READY,
  },
  "database-frozen": {
    fault: "Postgres hangs (SIGSTOP)",
    client: "503 `UNAVAILABLE`, the first ones after the wait, then at once",
    operator: NOT_READY,
  },
  "network-lost": {
    fault: "Packets to Postgres vanish",
    client: "503 `UNAVAILABLE`, the first ones after the wait, then at once",
    operator: NOT_READY,
  },
  "network-refuses": {
    fault: "The way to Postgres is closed",
    client: "503 `UNAVAILABLE` with `Retry-After`, at once",
    operator: NOT_READY,
  },
  "database-read-only": {
    fault: "A failover leaves Postgres read-only for a while",
    client: "503 `UNAVAILABLE` for what writes",
    operator: "`/readyz` 503, `/livez` 200; `database_writable` 0, alert `SixdigitDatabaseAway`",
  },
  "database-slow": {
    fault: "Postgres is slow: a lock that is not let go",
    client: "503 `UNAVAILABLE` for what needs it, within three seconds",
    operator: '`/readyz` 200; `http_requests_total{status="503"}`, alert `SixdigitRefusing`',
  },
  "connections-cut": {
    fault: "Connections to Postgres break in the middle of statements",
    client: "503 `UNAVAILABLE` for the requests in flight",
    operator: "one line `a store is unavailable` in five seconds",
  },
  "redis-stopped": {
    fault: "Redis is stopped",
    client:
      "503 `UNAVAILABLE` for asking and for using a code, which keeps its attempts; who is signed in stays so",
    operator: "`/readyz` 200; `redis_up` 0, alert `SixdigitRedisAway`",
  },
  "redis-frozen": {
    fault: "Redis hangs (SIGSTOP)",
    client:
      "503 `UNAVAILABLE` for asking and for using a code, which keeps its attempts; who is signed in stays so",
    operator: "`/readyz` 200; `redis_up` 0, alert `SixdigitRedisAway`",
  },
  "provider-hangs": {
    fault: "The SMS provider does not answer",
    client: "200 after the deadline of a message: it may have been sent; nothing is sent twice",
    operator: '`sms_sends_total{outcome="ambiguous"}`, alert `SixdigitProviderFailing`',
  },
  overload: {
    fault: "More requests than `MAX_IN_FLIGHT` at once",
    client: "503 `UNAVAILABLE` with `Retry-After: 1`, at once",
    operator: "`/livez` and `/readyz` 200; alert `SixdigitRefusing`",
  },
  "stopped-by-signal": {
    fault: "An instance is told to stop (SIGTERM) with 100 requests in flight",
    client: "every request is answered",
    operator: "`/readyz` 503, then exit 0",
  },
  "rolling-restart": {
    fault: "Two instances behind a proxy are replaced one after the other",
    client: "nothing",
    operator: "`/readyz` 503 of one after the other, exit 0 of each",
  },
  "instance-killed": {
    fault: "An instance is killed (SIGKILL) under load",
    client: "its connections break; what was answered with success stands, and the other instance goes on",
    operator: "the instance is started again, alert `SixdigitDown` if it is not",
  },
  "clock-off": {
    fault: "The clock of an instance is five minutes off",
    client: "nothing: codes live as long as elsewhere",
    operator: "nothing; instances go by the database's clock",
  },
} as const satisfies Record<string, Row>;

export type FaultId = keyof typeof faultRows;

declare module "vitest" {
  interface TaskMeta {
    fault?: { id: FaultId; lasts: string };
  }
}

/** Leaves what a scenario has measured for the command that writes the table. */
export function noteFault({ task }: Pick<TestContext, "task">, id: FaultId, lasts: string): void {
  task.meta.fault = { id, lasts };
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
