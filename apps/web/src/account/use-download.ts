import { problemOf } from "@sixdigit/react";
import { useState } from "react";
import { settings } from "../settings/page-settings.ts";
import { trpc } from "../trpc.ts";
import { snackbar } from "../ui/snackbar-store.ts";
import { useProblemWords } from "../words/use-problem-words.ts";
import { useWords } from "../words/use-words.ts";

const READ_WITHIN_MS = 60_000;

/** All that is kept of the account as a JSON file: asked for anew each time, once at a time. */
export function useDownload() {
  const { words } = useWords();
  const wordsFor = useProblemWords();
  const { session } = trpc.useUtils();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      save(`${settings.name}.json`, JSON.stringify(await session.exportData.fetch(), undefined, 2));
      snackbar.show({ text: words.ownData.started });
    } catch (error) {
      snackbar.show({ text: wordsFor(problemOf(error, Date.now(), navigator.onLine)), stays: true });
    }
    setBusy(false);
  };
  return { busy, start: () => void start() };
}

/** Has the browser save a text as a file. */
function save(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  // Some browsers read it later.
  setTimeout(() => URL.revokeObjectURL(href), READ_WITHIN_MS);
}
