import { Gauge, type Registry } from "prom-client";
import type { Health } from "../storage.ts";

/** Of what the server depends on; where there is none of it, there is no such series. */
export function healthMetrics(registry: Registry) {
  const registers = [registry];
  let read: () => Health = () => ({ database: undefined, redis: undefined });

  const gauge = (name: string, help: string, value: (health: Health) => boolean | number | undefined) =>
    new Gauge({
      name,
      help,
      // Of several processes, what the worst one sees.
      aggregator: "min",
      registers,
      collect() {
        this.reset();
        const now = value(read());
        if (now !== undefined) this.set(Number(now));
        else this.remove();
      },
    });
  gauge("database_up", "Whether the database answered the last look.", ({ database }) => database?.isUp);
  gauge(
    "database_writable",
    "Whether it takes writes: a standby does not.",
    ({ database }) => database?.isWritable,
  );
  gauge("redis_up", "Whether Redis answered the last look.", ({ redis }) => redis?.isUp);
  new Gauge({
    name: "database_pool_connections",
    help: "Connections for requests by what they do, and requests that wait for one.",
    labelNames: ["state"],
    registers,
    collect() {
      const pool = read().database?.pool();
      for (const [state, count] of Object.entries(pool ?? {})) this.set({ state }, count);
    },
  });

  return {
    /** It is asked at each reading. */
    readHealthFrom(health: () => Health): void {
      read = health;
    },
  };
}
