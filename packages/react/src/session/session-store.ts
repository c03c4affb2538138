import type { SessionView, UserView } from "@sixdigit/contracts";
import type { SignInClient } from "../client.ts";
import { refusalOf } from "../refusal.ts";
import { createStore } from "../store.ts";
import { otherTabs } from "./other-tabs.ts";

/**
 * Who is signed in. `unreachable`: nobody can say, and that signs nobody out. `ended`: the session was here, and ended
 * without a press of "Sign out" in this tab.
 */
export type SessionState =
  | { status: "loading" }
  | { status: "unreachable" }
  | { status: "signed-out"; ended: boolean }
  | { status: "signed-in"; user: UserView; session: SessionView };

export type SessionStore = ReturnType<typeof createSessionStore>;

/** @param mayBeSignedIn false: starts as signed out, and asks nobody */
export function createSessionStore(client: SignInClient, mayBeSignedIn: boolean) {
  const store = createStore<SessionState>(
    mayBeSignedIn ? { status: "loading" } : { status: "signed-out", ended: false },
  );
  // A tab in which nobody is signed in yet may be in the middle of it: it is not led away.
  const tabs = otherTabs(() => {
    if (store.get().status === "signed-in") void refresh();
  });
  let asked = !mayBeSignedIn;

  /** Asks the server anew. A refusal is an answer; without one, what was known stays. */
  async function refresh(): Promise<void> {
    asked = true;
    try {
      const { user, session } = await client.session.current.query();
      store.set({ status: "signed-in", user, session });
    } catch (error) {
      if (refusalOf(error)?.authCode === "UNAUTHENTICATED") return over();
      if (store.get().status !== "signed-in") store.set({ status: "unreachable" });
    }
  }

  /** The server has said that there is no session: of a call, or when it was asked. */
  function over(): void {
    const { status } = store.get();
    if (status !== "signed-out") store.set({ status: "signed-out", ended: status === "signed-in" });
  }

  function signedOut(): void {
    store.set({ status: "signed-out", ended: false });
    tabs.tell();
  }

  return {
    get: store.get,
    /** The first one to listen makes it ask. */
    subscribe(listener: () => void): () => void {
      if (!asked) void refresh();
      const unsubscribe = store.subscribe(listener);
      const unlisten = tabs.listen();
      return () => {
        unsubscribe();
        unlisten();
      };
    },
    over,
    async retry(): Promise<void> {
      store.set({ status: "loading" });
      await refresh();
    },
    /** After a sign-in. */
    async started(): Promise<void> {
      await refresh();
      tabs.tell();
    },
    /** After a sign-out that the app has asked the server for itself. */
    signedOut,
    /** Rejects when the server could not be told. */
    async signOut(): Promise<void> {
      await client.session.signOut.mutate();
      signedOut();
    },
  };
}
