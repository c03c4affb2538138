import { beforeAll } from "vitest";
import { describeAuthStore } from "./conformance.ts";
import { newDatabase, openEmptied } from "./support/open-store.ts";

let databaseUrl = "";
beforeAll(async () => {
  databaseUrl = await newDatabase();
});

describeAuthStore("the Prisma store", () => openEmptied(databaseUrl));
