import { type Language, pickLanguage } from "./languages.ts";

const KEY = "sixdigit.language";

/** The language to start with. A browser that refuses storage forgets the choice, no more. */
export function firstLanguage(): Language {
  return pickLanguage(readChoice(), navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Full or forbidden.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
