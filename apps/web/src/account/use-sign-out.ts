import { problemOf } from "@sixdigit/react";
import { signIn } from "../session/sign-in.ts";
import { trpc } from "../trpc.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useProblemWords } from "../words/use-problem-words.ts";
import { useWords } from "../words/use-words.ts";
import type { Undoable } from "./undoable.ts";

/**
 * Signing out by a button: once at a time, and with words either way. The pages follow from the session. What still waits to be
 * done with the session is done before; where that fails, its own words are told and the session stays, to try again.
 */
export function useSignOut(undoable: Undoable) {
  const { words } = useWords();
  const wordsFor = useProblemWords();
  const { mutate, isPending } = trpc.session.signOut.useMutation({
    onSuccess: () => {
      signIn.session.signedOut();
      snackbar.show({ text: words.notices.signedOut });
    },
    onError: (error) =>
      snackbar.show({ text: wordsFor(problemOf(error, Date.now(), navigator.onLine)), stays: true }),
  });
  const start = async () => {
    if (await undoable.finish()) mutate();
  };
  return { busy: isPending, start: () => void start() };
}
