import { expect, it } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { createPrismaClient, defaultWaits, type PrismaClient } from "../src/prisma/client.ts";
import { createPrismaStore } from "../src/prisma/prisma-store.ts";
import { defaultRetention } from "../src/retention.ts";
import { newDatabase } from "./support/open-store.ts";
import { alice } from "./support/rows.ts";
import { signInOver } from "./support/use-cases.ts";

/** Each operation of a client, by name; every one that a verification uses is one statement. */
function countOperations(client: PrismaClient): { client: PrismaClient; operations: string[] } {
  const operations: string[] = [];
  const counting = client.$extends({
    query: {
      async $allOperations({ operation, args, query }) {
        operations.push(operation);
        return query(args);
      },
    },
  });
  return { client: sameClient(counting), operations };
}

/** An extension that only looks on takes and returns what the client does. */
function sameClient(extended: unknown): PrismaClient {
  return extended as PrismaClient;
}

it("a verification is two statements: the claim, and all the rest", async () => {
  const databaseUrl = await newDatabase();
  await (await connectPrismaStore({ databaseUrl })).close();
  const { client, operations } = countOperations(
    createPrismaClient(new URL(databaseUrl), defaultWaits).client,
  );
  const store = createPrismaStore(client, { answerMs: 30_000, retention: defaultRetention });
  const { auth } = signInOver({ store });
  const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
  operations.length = 0;
  await auth.verifyOtp({ phone: alice, challengeId, code });
  expect(operations).toEqual(["updateManyAndReturn", "$queryRaw"]);
  await store.close();
});
