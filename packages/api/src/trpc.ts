import { AuthError, type AuthErrorCode } from "@sixdigit/contracts";
import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import type { Context } from "./context.ts";
import { toRefusal, toTrpcError, toTrpcShape } from "./refusal.ts";

/** What the REST surface and its document know of a procedure. */
export type Meta = OpenApiMeta & {
  /** What it refuses with, beside what every call may. */
  refusals?: readonly AuthErrorCode[];
};

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      return toTrpcShape(toRefusal(error, ctx?.requestId ?? ""), error.code, shape.data.httpStatus);
    },
  });

export const router = t.router;

/** Every procedure starts here, so that an `AuthError` gets its status on both surfaces. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AuthError) throw toTrpcError(result.error.cause);
  return result;
});

/** For the owner of a live session; refuses with `UNAUTHENTICATED`, and clears a cookie that opens nothing. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const { auth, client } = ctx;
  const signedInAs = client.credential ? await auth.currentSession(client.credential) : null;
  if (!signedInAs) {
    client.dropSession();
    throw new AuthError("UNAUTHENTICATED");
  }
  return next({ ctx: { ...ctx, signedInAs } });
});
