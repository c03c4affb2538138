import type { SignedInAs } from "@sixdigit/auth";
import { AuthError, type AuthErrorCode } from "@sixdigit/contracts";
import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import type { Client, Context } from "./context.ts";
import { toRefusal, toTrpcError, toTrpcShape } from "./refusal.ts";
import { toToken } from "./token.ts";

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

/**
 * For the owner of a live session; refuses with `UNAUTHENTICATED`, and clears a cookie that opens nothing. When the
 * session's secret was replaced, the new one goes to the client with the answer, whatever is asked.
 */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const { auth, client } = ctx;
  const { credential, requester } = client;
  const signedInAs = credential ? await auth.currentSession({ credential, requester }) : null;
  if (!signedInAs) {
    client.dropSession();
    throw new AuthError("UNAUTHENTICATED");
  }
  const newToken = handOver(client, signedInAs);
  return next({ ctx: { ...ctx, signedInAs, newToken } });
});

/** Returns the token, where the client is one that keeps tokens. */
function handOver(client: Client, { renewed, secondsLeft }: SignedInAs): string | undefined {
  if (!renewed) return undefined;
  if (client.credentialFrom === "cookie") {
    client.keepSession(renewed, secondsLeft);
    return undefined;
  }
  const token = toToken(renewed);
  client.tellToken(token);
  return token;
}
