import { refusalOf } from "@sixdigit/react";
import { useCallback, useEffect, useState } from "react";
import { signIn } from "../session/sign-in.ts";

export type Loaded<Value> = { status: "loading" } | { status: "failed" } | { status: "ready"; value: Value };

/**
 * Loads something of the account once it is shown. That the session has ended is told to the session, and the pages follow.
 *
 * @param load must stay the same function
 */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>) {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ status: "loading" });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    load(signal).then(
      (value) => signal.aborted || setLoaded({ status: "ready", value }),
      (error: unknown) => {
        if (signal.aborted) return;
        if (refusalOf(error)?.authCode === "UNAUTHENTICATED") return signIn.session.over();
        setLoaded((before) => (before.status === "ready" ? before : { status: "failed" }));
      },
    );
    return () => controller.abort();
  }, [load, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { loaded, again };
}
