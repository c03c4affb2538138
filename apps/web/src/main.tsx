import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { wearBrand } from "./settings/wear-brand.ts";
import "./styles.css";
import { words as english } from "./words/en.ts";
import { InLanguage, nameLanguage } from "./words/in-language.tsx";
import { firstLanguage } from "./words/kept-language.ts";
import { loadWords } from "./words/languages.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
wearBrand();

const language = firstLanguage();
const first = await loadWords(language).then(
  (words) => ({ language, words }),
  // Without the words of a language English is better than nothing.
  () => ({ language: "en" as const, words: english }),
);
nameLanguage(first.language);
createRoot(root).render(
  <StrictMode>
    <InLanguage first={first}>
      <App />
    </InLanguage>
  </StrictMode>,
);
