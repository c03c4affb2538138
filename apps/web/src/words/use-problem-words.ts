import { type Problem, problemWords } from "@sixdigit/react";
import { useWords } from "./use-words.ts";

/** Problems as sentences in the reader's language. */
export function useProblemWords(): (problem: Problem) => string {
  const { words, locale } = useWords();
  return (problem) => problemWords(problem, words.signIn, locale);
}
