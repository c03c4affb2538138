import { toast } from "sonner";
import { refusalOf } from "../trpc.ts";
import { type ErrorWords, errorWords } from "./error-words.ts";

const LONG_ENOUGH_TO_READ_MS = 10_000;

function showError(text: string): void {
  toast.error(text, { duration: LONG_ENOUGH_TO_READ_MS, id: text });
}

/** Clears what an earlier try left behind. */
export function forgetErrors(): void {
  toast.dismiss();
}

/** Tells of a failure as a toast, or gives back the words that belong beside the field. */
export function tellError(error: unknown): ErrorWords | undefined {
  const words = errorWords(refusalOf(error));
  if (words.place === "field") return words;
  showError(words.text);
  return undefined;
}
