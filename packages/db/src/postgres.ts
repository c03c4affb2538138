export { applyMigrations } from "./migrations/apply-migrations.ts";
export { DatabaseStartError } from "./postgres/database-start-error.ts";
export { runningEmbeddedUrl } from "./postgres/embedded/running-url.ts";
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./postgres/embedded/start-embedded-postgres.ts";
export { createDatabaseProbe, type DatabaseProbe, type Sight } from "./postgres/probe.ts";
export { type AroundStatement, type DatabaseWaits, defaultWaits } from "./prisma/client.ts";
export { connectPrismaStore } from "./prisma/connect-prisma-store.ts";
