import { expect, it } from "vitest";
import { connectPrismaStore } from "../src/postgres.ts";
import { type Database, defaultWaits, openDatabase, type PrismaClient } from "../src/prisma/client.ts";
import { createPrismaStore } from "../src/prisma/prisma-store.ts";
import type { Statements } from "../src/prisma/statements.ts";
import { defaultRetention } from "../src/retention.ts";
import { newDatabase, patient } from "./support/open-store.ts";
import { alice } from "./support/rows.ts";
import { signInOver } from "./support/use-cases.ts";

/** Each statement that goes to the database, by its first words. */
function countStatements({ statements, ...database }: Database): { database: Database; seen: string[] } {
  const seen: string[] = [];
  const note = (strings: readonly string[]) =>
    seen.push((strings[0] ?? "").trim().split(/\s+/).slice(0, 2).join(" "));
  const counting: Statements = {
    rows(strings, ...values) {
      note(strings);
      return statements.rows(strings, ...values);
    },
    count(strings, ...values) {
      note(strings);
      return statements.count(strings, ...values);
    },
  };
  const prisma = database.prisma.$extends({
    query: {
      async $allOperations({ operation, args, query }) {
        seen.push(operation);
        return query(args);
      },
    },
  });
  return { database: { ...database, prisma: sameClient(prisma), statements: counting }, seen };
}

/** An extension that only looks on takes and returns what the client does. */
function sameClient(extended: unknown): PrismaClient {
  return extended as PrismaClient;
}

it("a verification is two statements: the claim, and all the rest", async () => {
  const databaseUrl = await newDatabase();
  await (await connectPrismaStore({ databaseUrl, ...patient })).close();
  const { database, seen } = countStatements(
    openDatabase(new URL(databaseUrl), { ...defaultWaits, ...patient }),
  );
  const store = createPrismaStore(database, { answerMs: patient.waitMs, retention: defaultRetention });
  const { auth } = signInOver({ store });
  const { challengeId, code = "" } = await auth.requestOtp({ phone: alice });
  seen.length = 0;
  await auth.verifyOtp({ phone: alice, challengeId, code });
  expect(seen).toEqual(["UPDATE challenges", "WITH turn"]);
  await store.close();
});
