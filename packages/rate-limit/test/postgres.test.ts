import { connectPrismaStore } from "@sixdigit/db/postgres";
import { startTestPostgres, type TestPostgres } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Counters } from "../src/index.ts";
import { postgresCounters } from "../src/postgres.ts";
import { describeLimits } from "./limits-suite.ts";
import { alice, chargeAtOnce, codeOf, countAllowed, limitsOf, ruleOf } from "./support.ts";

let server: TestPostgres;
let counters: Counters[];
beforeAll(async () => {
  server = await startTestPostgres();
  await (await connectPrismaStore({ databaseUrl: server.url, waitMs: 30_000 })).close();
  counters = [1, 2].map(() => postgresCounters({ databaseUrl: server.url, waitMs: 30_000 }));
});
afterAll(async () => {
  await Promise.all(counters.map((each) => each.close()));
  await server.stop();
});

const first = (): Counters => {
  const [counter] = counters;
  if (!counter) throw new Error("not started");
  return counter;
};

describeLimits("Postgres", first);

describe("the limits over Postgres", () => {
  it("are one for two instances", async () => {
    const rule = ruleOf({ name: "shared-by-two" });
    const both = counters.map((each) => limitsOf([rule], { counters: each }));
    const charges = await Promise.all(both.map((limits) => chargeAtOnce(limits, 50)));
    expect(countAllowed(charges.flat())).toBe(3);
  });

  it("refuse as unavailable while Postgres is away, and count again when it is back", async () => {
    const limits = limitsOf([ruleOf({ name: "away", hard: 1 })], { counters: first() });
    const { port } = new URL(server.url);
    await server.halt();
    expect(await codeOf(limits.charge("open", alice))).toBe("UNAVAILABLE");
    server = await server.resume(Number(port));
    expect(countAllowed(await chargeAtOnce(limits, 10))).toBe(1);
  });
});
