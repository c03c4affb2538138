import type { AuthDeps } from "../deps.ts";

/** Ends the session in use: a copy of its cookie or token is dead from the next request on (ASVS 7.4.1). */
export const signOut =
  (deps: AuthDeps) =>
  async ({ userId, sessionId }: { userId: string; sessionId: string }): Promise<void> => {
    const now = deps.clock();
    const audit = { id: deps.newId(), at: now, name: "sign-out", userId, sessionId } as const;
    await deps.store.endSession({ id: sessionId, userId, now, audit });
  };
