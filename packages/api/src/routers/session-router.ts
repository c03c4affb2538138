import {
  currentSessionOutput,
  noInput,
  revokeOthersOutput,
  revokeSessionInput,
  sessionListOutput,
  signInHistoryOutput,
  successOutput,
} from "@sixdigit/contracts";
import type { TRPCRouterRecord } from "@trpc/server";
import { publicProcedure, signedInProcedure } from "../trpc.ts";
import { toSessionView, toSignInView, toUserView } from "../views.ts";

const tags = ["Session"];

export const sessionRouter = {
  current: signedInProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/auth/session",
        tags,
        protect: true,
        errorResponses: {},
        summary: "Who is signed in",
      },
      refusals: ["UNAUTHENTICATED", "UNAVAILABLE"],
    })
    .input(noInput)
    .output(currentSessionOutput)
    .query(
      ({
        ctx: {
          signedInAs: { user, session },
          newToken,
        },
      }) => ({
        user: toUserView(user, false),
        session: toSessionView(session, session.id),
        ...(newToken !== undefined && { token: newToken }),
      }),
    ),

  list: signedInProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/auth/sessions",
        tags,
        protect: true,
        errorResponses: {},
        summary: "Where one is signed in",
      },
      refusals: ["UNAUTHENTICATED", "UNAVAILABLE"],
    })
    .input(noInput)
    .output(sessionListOutput)
    .query(
      async ({
        ctx: {
          auth,
          signedInAs: { user, session },
        },
      }) => {
        const sessions = await auth.listSessions({ userId: user.id });
        return { sessions: sessions.map((each) => toSessionView(each, session.id)) };
      },
    ),

  revoke: signedInProcedure
    .meta({
      openapi: {
        method: "DELETE",
        path: "/auth/sessions/{id}",
        tags,
        protect: true,
        errorResponses: {},
        summary: "End one of one's own sessions",
      },
      refusals: ["UNAUTHENTICATED", "NOT_FOUND", "UNAVAILABLE"],
    })
    .input(revokeSessionInput)
    .output(successOutput)
    .mutation(
      async ({
        ctx: {
          auth,
          client,
          signedInAs: { user, session },
        },
        input,
      }) => {
        const { requester } = client;
        await auth.revokeSession({ userId: user.id, sessionId: input.id, requester });
        if (input.id === session.id) client.dropSession();
        return { success: true as const };
      },
    ),

  revokeOthers: signedInProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/sessions/revoke-others",
        tags,
        protect: true,
        errorResponses: {},
        summary: "End all sessions but this one",
      },
      refusals: ["UNAUTHENTICATED", "UNAVAILABLE"],
    })
    .input(noInput)
    .output(revokeOthersOutput)
    .mutation(
      async ({
        ctx: {
          auth,
          client: { requester },
          signedInAs: { user, session },
        },
      }) => ({
        success: true as const,
        revoked: await auth.revokeOtherSessions({ userId: user.id, sessionId: session.id, requester }),
      }),
    ),

  history: signedInProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/auth/history",
        tags,
        protect: true,
        errorResponses: {},
        summary: "One's own recent sign-ins",
      },
      refusals: ["UNAUTHENTICATED", "UNAVAILABLE"],
    })
    .input(noInput)
    .output(signInHistoryOutput)
    .query(
      async ({
        ctx: {
          auth,
          signedInAs: { user },
        },
      }) => ({ events: (await auth.signInHistory({ userId: user.id })).map(toSignInView) }),
    ),

  signOut: publicProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/sign-out",
        tags,
        protect: true,
        errorResponses: {},
        summary: "End this session",
      },
      refusals: ["UNAVAILABLE"],
    })
    .input(noInput)
    .output(successOutput)
    .mutation(async ({ ctx: { auth, client } }) => {
      const { credential, requester } = client;
      if (credential) await auth.signOut({ credential, requester });
      client.dropSession();
      client.clearSite();
      return { success: true as const };
    }),
} satisfies TRPCRouterRecord;
