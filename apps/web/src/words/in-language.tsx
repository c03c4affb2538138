import { type ReactNode, useEffect, useState } from "react";
import { keepLanguage } from "./kept-language.ts";
import { LANGUAGES, type Language, loadWords } from "./languages.ts";
import type { Words } from "./types.ts";
import { ReadingContext } from "./use-words.ts";

type Spoken = { language: Language; words: Words };

/** Speaks one language at a time. Another one takes its place once its words are here, and all that is typed stays. */
export function InLanguage({ first, children }: { first: Spoken; children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  const { language, words } = spoken;
  const { locale, dir } = LANGUAGES[language];
  useEffect(() => {
    Object.assign(document.documentElement, { lang: language, dir });
  }, [language, dir]);
  const choose = (next: Language) => {
    loadWords(next).then(
      (loaded) => {
        keepLanguage(next);
        setSpoken({ language: next, words: loaded });
      },
      // Not loaded: the language stays as it is, and can be chosen again.
      () => undefined,
    );
  };
  return <ReadingContext value={{ language, locale, words, choose }}>{children}</ReadingContext>;
}
