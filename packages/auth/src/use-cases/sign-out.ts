import type { AuthDeps } from "../deps.ts";
import { openSession } from "../live-session.ts";
import type { Credential } from "../model.ts";
import type { Requester } from "../requester.ts";

export type SignOut = {
  credential: Credential;
  requester?: Requester | undefined;
};

/** Ends the session that a credential opens, if any: a copy of it is dead from the next request on (ASVS 7.4.1). */
export const signOut =
  (deps: AuthDeps) =>
  async ({ credential, requester }: SignOut): Promise<void> => {
    const opened = await openSession(deps, credential, requester);
    if (!opened) return;
    const { id, userId } = opened.session;
    const audit = deps.audit.event("sign-out", { userId, sessionId: id, requester });
    await deps.store.endSession({ id, userId, now: deps.clock(), audit });
  };
