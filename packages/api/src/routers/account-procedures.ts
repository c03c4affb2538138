import { deleteAccountInput, exportDataOutput, noInput, successOutput } from "@sixdigit/contracts";
import type { TRPCRouterRecord } from "@trpc/server";
import { signedInProcedure } from "../trpc.ts";
import { toAccountView } from "../views.ts";

const tags = ["Session"];

/** What somebody may do with an account as a whole; part of the session's router. */
export const accountProcedures = {
  deleteAccount: signedInProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/auth/account/delete",
        tags,
        protect: true,
        errorResponses: {},
        summary: "Delete one's own account, with a fresh code",
      },
      refusals: ["UNAUTHENTICATED", "CODE_INVALID", "CODE_EXPIRED", "TOO_MANY_ATTEMPTS", "UNAVAILABLE"],
    })
    .input(deleteAccountInput)
    .output(successOutput)
    .mutation(async ({ ctx: { auth, client, signedInAs }, input }) => {
      await auth.deleteAccount({
        user: signedInAs.user,
        code: input.otp,
        challengeId: input.challengeId ?? client.challengeId,
        requester: client.requester,
      });
      client.dropChallenge();
      client.dropSession();
      client.clearSite();
      return { success: true as const };
    }),

  exportData: signedInProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/auth/account/export",
        tags,
        protect: true,
        errorResponses: {},
        summary: "All that is kept of one's own",
      },
      refusals: ["UNAUTHENTICATED", "UNAVAILABLE"],
    })
    .input(noInput)
    .output(exportDataOutput)
    .query(async ({ ctx: { auth, signedInAs } }) =>
      toAccountView(await auth.exportAccount({ user: signedInAs.user })),
    ),
} satisfies TRPCRouterRecord;
