import type { Pool } from "pg";
import type { AroundStatement } from "./client.ts";

type Query = (...args: unknown[]) => unknown;
type Queryable = { query: Query };

/** Has each statement of a pool run inside of `around`: those that it runs itself, and those of transactions. */
export function tellOfStatements(pool: Pool, around: AroundStatement): void {
  const connect = pool.connect.bind(pool);
  const wrapped = new WeakSet<object>();
  const wrap = (target: Queryable) => {
    if (wrapped.has(target)) return;
    wrapped.add(target);
    const query = target.query.bind(target);
    // With a callback it is the pool asking its own client, inside of a statement that is told of already.
    target.query = (...args) =>
      args.some((each) => typeof each === "function")
        ? query(...args)
        : around(textOf(args[0]), async () => query(...args));
  };
  wrap(pool as unknown as Queryable);
  Object.assign(pool, {
    connect: (callback?: Parameters<typeof connect>[0]) => {
      if (callback) return connect(callback);
      return connect().then((client) => {
        wrap(client as unknown as Queryable);
        return client;
      });
    },
  });
}

function textOf(statement: unknown): string {
  if (typeof statement === "string") return statement;
  const { text } = statement as { text?: unknown };
  return typeof text === "string" ? text : "";
}
