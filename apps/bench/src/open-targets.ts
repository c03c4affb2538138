import type { Peers } from "./install-peers.ts";
import type { PostgresServer } from "./postgres-server.ts";
import type { FakeProvider } from "./provider.ts";
import type { Target } from "./target.ts";
import {
  bareHttpSteps,
  betterAuthSteps,
  emptyProcedureSteps,
  startBareHttp,
  startBetterAuth,
  startEmptyProcedure,
} from "./targets/peers.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

export const NAMES = {
  memory: "Sixdigit, in memory",
  postgres: "Sixdigit, on Postgres",
  betterAuth: "better-auth",
  bare: "bare `node:http` and `pg` (the limit)",
  empty: "Express and tRPC, a procedure that does nothing",
} as const;

type Given = { peers: Peers; postgres: PostgresServer; provider: FakeProvider };

/** Every server that is measured, each running, those with a database each on one of its own on the same Postgres. */
export async function openTargets({ peers, postgres, provider }: Given): Promise<Target[]> {
  const providerUrl = provider.url;
  const inMemory = { provider, postgresPid: undefined, signsIn: true };
  const onPostgres = { provider, postgresPid: postgres.pid, signsIn: true };
  const database = async (name: string) => ({
    providerUrl,
    databaseUrl: await postgres.createDatabase(name),
  });
  return [
    {
      ...inMemory,
      name: NAMES.memory,
      steps: sixdigitSteps,
      server: await startSixdigit({ providerUrl }),
    },
    {
      ...onPostgres,
      name: NAMES.postgres,
      steps: sixdigitSteps,
      server: await startSixdigit(await database("sixdigit")),
    },
    {
      ...onPostgres,
      name: NAMES.betterAuth,
      steps: betterAuthSteps,
      server: await startBetterAuth(peers, await database("better_auth")),
    },
    {
      ...onPostgres,
      name: NAMES.bare,
      steps: bareHttpSteps(),
      server: await startBareHttp(peers, await database("bare")),
    },
    {
      ...inMemory,
      signsIn: false,
      name: NAMES.empty,
      steps: emptyProcedureSteps,
      server: await startEmptyProcedure(peers),
    },
  ];
}
