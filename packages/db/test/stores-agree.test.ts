import fc from "fast-check";
import type { Client } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { createMemoryStore } from "../src/index.ts";
import { connectPrismaStore } from "../src/postgres.ts";
import { storeCommands } from "./support/commands.ts";
import { newDatabase, patient, readEvents } from "./support/open-store.ts";
import { phoneNumber, START } from "./support/rows.ts";
import { createSimpleStore } from "./support/simple-store.ts";
import { withClient } from "./support/test-postgres.ts";

const RUNS = 1_000;
const YEAR = 365 * 86_400_000;

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
});

/**
 * Each run has its own numbers and its own year, so that none meets what another left in the database. In a far future:
 * what is old by the database's own clock would be deleted there.
 */
function worldOf(run: number) {
  const number = (which: number) => phoneNumber(`+1415555${String(run * 3 + which).padStart(4, "0")}`);
  return {
    now: new Date(START.getTime() + (run + 1000) * YEAR),
    phones: [0, 1, 2].map(number),
    challenges: [],
    signIns: [],
  };
}

describe("the stores", () => {
  it(`give the same answers to ${RUNS} random histories, and keep the same record`, {
    timeout: 900_000,
  }, async () => {
    const prisma = await connectPrismaStore({ databaseUrl, ...patient });
    let runs = 0;
    const histories = (client: Client) =>
      fc.asyncProperty(storeCommands, async (commands) => {
        const [simple, memory] = [createSimpleStore(), createMemoryStore()];
        const model = worldOf(runs++);
        const { now: since } = model;
        await fc.asyncModelRun(() => ({ model, real: { stores: [simple, memory, prisma] } }), commands);
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(memory.auditEvents().toSorted(byId)).toEqual(simple.auditEvents.toSorted(byId));
        expect(await readEvents(client, since)).toEqual(simple.auditEvents.toSorted(byId));
      });
    await withClient(databaseUrl, (client) => fc.assert(histories(client), { numRuns: RUNS })).finally(() =>
      prisma.close(),
    );
    expect(runs).toBe(RUNS);
  });
});
