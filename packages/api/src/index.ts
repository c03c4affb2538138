export { type AppRouter, appRouter } from "./app-router.ts";
export type { Client, Context } from "./context.ts";
export { openApiDocument } from "./openapi.ts";
export { procedureTypes } from "./procedure-types.ts";
export { toRefusal, toTrpcAnswer } from "./refusal.ts";
export { fromToken, toToken } from "./token.ts";
