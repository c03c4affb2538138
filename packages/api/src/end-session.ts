import type { Context } from "./context.ts";

/** Ends the session that the caller came with, if it opens one: a copy of it must not outlive it. */
export async function endSession({ auth, client }: Pick<Context, "auth" | "client">): Promise<void> {
  const signedInAs = client.credential ? await auth.currentSession(client.credential) : null;
  if (signedInAs) await auth.signOut({ userId: signedInAs.user.id, sessionId: signedInAs.session.id });
}
