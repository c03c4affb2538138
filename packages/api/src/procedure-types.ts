import type { AnyProcedure } from "@trpc/server";
import { appRouter } from "./app-router.ts";

/** Whether it is a query or a mutation, by the path of each procedure: `session.current`. */
export const procedureTypes: ReadonlyMap<string, AnyProcedure["_def"]["type"]> = new Map(
  Object.entries(flat(appRouter._def.procedures)).map(([path, { _def }]) => [path, _def.type]),
);

/** A router keeps the procedures of all routers in it by their whole paths, which its type does not say. */
function flat(procedures: unknown): Record<string, AnyProcedure> {
  return procedures as Record<string, AnyProcedure>;
}
