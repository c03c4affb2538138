import type { Context } from "./context.ts";

/**
 * Ends the session that the caller came with, if it opens one: a copy of it must not outlive it.
 *
 * @param detail why, where the caller did not ask for it
 */
export async function endSession(
  { auth, client: { credential, requester } }: Pick<Context, "auth" | "client">,
  detail?: "replaced",
): Promise<void> {
  if (credential) await auth.signOut({ credential, requester, ...(detail && { detail }) });
}
