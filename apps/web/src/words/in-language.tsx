import { type ReactNode, useState } from "react";
import { keepLanguage } from "./kept-language.ts";
import { LANGUAGES, type Language, loadWords } from "./languages.ts";
import type { Words } from "./types.ts";
import { ReadingContext } from "./use-words.ts";

/** Says which language the page is in, and in which direction it runs: before the first word, so that nothing moves. */
export function nameLanguage(language: Language): void {
  Object.assign(document.documentElement, { lang: language, dir: LANGUAGES[language].dir });
}

type Spoken = { language: Language; words: Words };

/** Speaks one language at a time. Another one takes its place once its words are here, and all that is typed stays. */
export function InLanguage({ first, children }: { first: Spoken; children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  const { language, words } = spoken;
  const { locale } = LANGUAGES[language];
  const choose = (next: Language) => {
    loadWords(next).then(
      (loaded) => {
        keepLanguage(next);
        nameLanguage(next);
        setSpoken({ language: next, words: loaded });
      },
      // Not loaded: the language stays as it is, and can be chosen again.
      () => undefined,
    );
  };
  return <ReadingContext value={{ language, locale, words, choose }}>{children}</ReadingContext>;
}
