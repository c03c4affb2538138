import { useEffect } from "react";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import type { useAuth } from "./use-auth.ts";

type Session = ReturnType<typeof useAuth>;

/** Says why the account is gone, where nobody here has signed out. It stays until it is read. */
export function useSessionNotices(session: Session): void {
  const { words } = useWords();
  const ended = session.status === "signed-out" && session.ended;
  const text = words.notices.endedElsewhere;
  useEffect(() => {
    if (ended) snackbar.show({ text, stays: true });
  }, [ended, text]);
}
