export { DatabaseStartError } from "./postgres/database-start-error.ts";
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./postgres/embedded/start-embedded-postgres.ts";
export { connectPrismaStore } from "./prisma/connect-prisma-store.ts";
