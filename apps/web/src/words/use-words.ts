import { createContext, useContext } from "react";
import type { Language } from "./languages.ts";
import type { Words } from "./types.ts";

export type Reading = {
  language: Language;
  /** For `Intl`. */
  locale: string;
  words: Words;
  choose: (language: Language) => void;
};

export const ReadingContext = createContext<Reading | undefined>(undefined);

/** The words of the pages in the reader's language. */
export function useWords(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("useWords is used outside of <InLanguage>");
  return reading;
}
