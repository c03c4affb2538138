import type { AuthStore } from "@sixdigit/auth";
import type { SessionCache } from "./session-cache.ts";

/**
 * A store that asks its sessions of the cache first. All that ends a session here is forgotten before it is acknowledged,
 * also when its outcome is not known.
 */
export function withSessionCache<Store extends AuthStore>(store: Store, cache: SessionCache): Store {
  const cached: Partial<AuthStore> = {
    async findSession(id, secretHash) {
      const kept = secretHash === undefined ? undefined : cache.get(id, secretHash);
      if (kept) return kept;
      const fill = cache.beginFill();
      try {
        const found = await store.findSession(id);
        if (found) fill.keep(found);
        return found;
      } finally {
        fill.end();
      }
    },

    async touchSession(touch) {
      await store.touchSession(touch);
      cache.change(touch.id, { ...touch.origin, lastUsedAt: touch.now });
    },

    rotateSession: (rotation) => store.rotateSession(rotation).finally(() => cache.forget(rotation.id)),
    endSession: (end) => store.endSession(end).finally(() => cache.forget(end.id)),
    endOtherSessions: (end) => store.endOtherSessions(end).finally(() => cache.forgetUser(end.userId)),
    deleteAccount: (account) => store.deleteAccount(account).finally(() => cache.forgetUser(account.userId)),

    // It ends the session whose place it takes, and those of a user who has too many. What it has begun is known.
    async completeSignIn(signIn) {
      const { replaces, session } = signIn;
      const fill = cache.beginFill();
      try {
        const completed = store.completeSignIn(signIn).finally(() => replaces && cache.forget(replaces.id));
        const signedIn = await completed;
        if (!signedIn) return null;
        const { user } = signedIn;
        fill.forgetOthers(user.id);
        fill.keep({ session: { ...session, userId: user.id }, user });
        return signedIn;
      } finally {
        fill.end();
      }
    },
  };
  return { ...store, ...cached };
}
