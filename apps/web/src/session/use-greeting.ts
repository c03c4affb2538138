import { useEffect, useState } from "react";
import type { useAuth } from "./use-auth.ts";

/** What the account says to whoever has just signed in; a key of `words.notices`. */
export type Greeting = "welcome" | "welcomeBack";

/** Kept from a sign-in on this page to the end of its session, so that the next to sign in is not greeted by it. */
export function useGreeting(auth: ReturnType<typeof useAuth>) {
  const [greeting, greet] = useState<Greeting>();
  const sessionId = auth.status === "signed-in" ? auth.session.id : undefined;
  useEffect(() => (sessionId === undefined ? undefined : () => greet(undefined)), [sessionId]);
  return { greeting, greet };
}
