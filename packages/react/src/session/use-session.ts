import { useSyncExternalStore } from "react";
import type { SignIn } from "../sign-in.ts";

/** Who is signed in, and the ways that changes. All users of one `SignIn` share one answer. */
export function useSession({ session }: SignIn) {
  const state = useSyncExternalStore(session.subscribe, session.get, session.get);
  return { ...state, retry: session.retry, signOut: session.signOut };
}
