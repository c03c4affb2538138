import { createHash } from "node:crypto";
import type { Pool, QueryResult, QueryResultRow } from "pg";
import { Prisma } from "../generated/client.ts";

type Tag<Result> = (strings: readonly string[], ...values: unknown[]) => Promise<Result>;

/**
 * Statements by hand, as Prisma's own templates but past its engine, which costs more than the statement itself. Each is
 * prepared once on each connection, under a name that follows from its text.
 */
export type Statements = {
  rows<Row extends QueryResultRow>(...template: Parameters<Tag<Row[]>>): Promise<Row[]>;
  /** How many rows the statement itself has changed. */
  count: Tag<number>;
};

export function createStatements(pool: Pool): Statements {
  const names = new Map<string, string>();

  function nameOf(text: string): string {
    const name = names.get(text) ?? createHash("sha256").update(text).digest("base64url").slice(0, 16);
    names.set(text, name);
    return name;
  }

  function run<Row extends QueryResultRow>(
    strings: readonly string[],
    values: unknown[],
  ): Promise<QueryResult<Row>> {
    const { text, values: flat } = Prisma.sql(strings, ...values);
    return pool.query<Row>({ name: nameOf(text), text, values: flat });
  }

  return {
    async rows<Row extends QueryResultRow>(strings: readonly string[], ...values: unknown[]) {
      return (await run<Row>(strings, values)).rows;
    },
    async count(strings, ...values) {
      return (await run(strings, values)).rowCount ?? 0;
    },
  };
}
