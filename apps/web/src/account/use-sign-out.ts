import { problemOf, useSession } from "@sixdigit/react";
import { useState } from "react";
import { signIn } from "../session/sign-in.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useProblemWords } from "../words/use-problem-words.ts";
import { useWords } from "../words/use-words.ts";

/** Signing out by a button: once at a time, and with words either way. The pages follow from the session. */
export function useSignOut() {
  const { signOut } = useSession(signIn);
  const { words } = useWords();
  const wordsFor = useProblemWords();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      await signOut();
      snackbar.show({ text: words.notices.signedOut });
    } catch (error) {
      setBusy(false);
      snackbar.show({ text: wordsFor(problemOf(error, Date.now(), navigator.onLine)), stays: true });
    }
  };
  return { busy, start };
}
