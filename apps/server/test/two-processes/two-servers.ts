import { startTestPostgres, type TestPostgres } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll } from "vitest";
import { clientOf } from "./people.ts";
import { type ControlledServer, startControlled } from "./start-controlled.ts";

type TwoServers = { postgres: TestPostgres; servers: [ControlledServer, ControlledServer] };

/** A database and two servers over it, for the tests of a file; to be looked at once they run. */
export function twoServers(): TwoServers {
  let postgres: TestPostgres | undefined;
  let servers: TwoServers["servers"] | undefined;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    // At once, on an empty database: the schema must come up exactly once.
    servers = await Promise.all([startControlled(postgres.url), startControlled(postgres.url)]);
  });
  afterAll(async () => {
    await Promise.all((servers ?? []).map((each) => each.stop()));
    await postgres?.stop();
  });
  return {
    get postgres() {
      return started(postgres);
    },
    get servers() {
      return started(servers);
    },
  };
}

type Client = ReturnType<typeof clientOf>;
type Call<T> = (client: Client, index: number) => Promise<T>;

/** Calls of clients, every other one at the other process. */
export function callsAt(two: TwoServers) {
  const clientAt = (index: number, from?: () => string) => clientOf(two.servers[index % 2]?.url ?? "", from);
  return {
    atOnce: <T>(times: number, call: Call<T>, from?: () => string) =>
      Promise.all(Array.from({ length: times }, (_, index) => call(clientAt(index, from), index))),
    async inTurn<T>(times: number, call: Call<T>, from?: () => string) {
      const results: T[] = [];
      for (let index = 0; index < times; index += 1) results.push(await call(clientAt(index, from), index));
      return results;
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("not started");
  return value;
}
