import { defineConfig } from "prisma/config";

/** For the Prisma CLI alone (`generate`; `migrate deploy` where its engine's binary is at hand). */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Not Prisma's `env()`: that throws when the variable is unset, for `generate` too.
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
