import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresServer } from "./postgres-server.ts";
import { residentMegabytesOf } from "./process-cpu.ts";
import type { FakeProvider } from "./provider.ts";
import { median } from "./statistics.ts";
import { type Load, measureSignIns } from "./target.ts";
import { sixdigitSteps, startSixdigit } from "./targets/sixdigit.ts";

export type StartAndMemory = {
  storage: string;
  /** From the start of the process to the first request that it can answer. */
  readySeconds: number;
  idleMegabytes: number;
  loadedMegabytes: number;
};

const STARTS = 3;
const IDLE_MS = 1_000;

/** How soon the server is ready, and how much memory it holds before and after people have come. */
export async function startAndMemory(
  provider: FakeProvider,
  postgres: PostgresServer,
  load: Load,
): Promise<StartAndMemory[]> {
  const databaseUrl = await postgres.createDatabase("starts");
  await (await startSixdigit({ providerUrl: provider.url, databaseUrl }))[Symbol.asyncDispose]();
  const results: StartAndMemory[] = [];
  for (const url of [undefined, databaseUrl]) {
    const seconds: number[] = [];
    for (let start = 1; start < STARTS; start++) {
      const { server, readySeconds } = await timedStart(provider.url, url);
      seconds.push(readySeconds);
      await server[Symbol.asyncDispose]();
    }
    const { server, readySeconds } = await timedStart(provider.url, url);
    await using running = server;
    await sleep(IDLE_MS);
    const idleMegabytes = residentMegabytesOf(running.pid);
    const target = { name: "", server: running, steps: sixdigitSteps, provider, signsIn: true };
    await measureSignIns({ ...target, postgresPid: undefined }, load);
    results.push({
      storage: url ? "Postgres, an existing database" : "memory",
      readySeconds: median([...seconds, readySeconds]),
      idleMegabytes,
      loadedMegabytes: residentMegabytesOf(running.pid),
    });
  }
  return results;
}

async function timedStart(providerUrl: string, databaseUrl: string | undefined) {
  const began = performance.now();
  const server = await startSixdigit({ providerUrl, databaseUrl });
  const { status } = await fetch(`${server.url}/readyz`);
  if (status !== 200) throw new Error(`not ready: ${status}`);
  return { server, readySeconds: (performance.now() - began) / 1000 };
}
