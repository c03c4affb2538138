import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import "./browser/breathe.ts";
import { App } from "./app.tsx";
import { wearBrand } from "./settings/wear-brand.ts";
import "./styles.css";
import { words as english } from "./words/en.ts";
import { InLanguage, nameLanguage } from "./words/in-language.tsx";
import { firstLanguage } from "./words/kept-language.ts";
import { loadWords } from "./words/languages.ts";

const WORDS_WITHIN_MS = 8_000;

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
wearBrand();

const language = firstLanguage();
// Without the words of a language, or after too long a wait, English is better than an empty page.
const first = await Promise.race([loadWords(language), tooLong(WORDS_WITHIN_MS)]).then(
  (words) => ({ language, words }),
  () => ({ language: "en" as const, words: english }),
);
nameLanguage(first.language);
// There is something to see already (first-views.tsx): the app is drawn in small pieces, and takes its place when it is whole.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <InLanguage first={first}>
        <App />
      </InLanguage>
    </StrictMode>,
  ),
);

function tooLong(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(reject, ms));
}
