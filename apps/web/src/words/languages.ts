import { words as english } from "./en.ts";
import type { Words } from "./types.ts";

/** The languages of the pages by their own names. English numerals in all: they stand beside codes and phone numbers. */
export const LANGUAGES = {
  en: { name: "English", locale: "en", dir: "ltr" },
  hi: { name: "हिन्दी", locale: "hi-u-nu-latn", dir: "ltr" },
  es: { name: "Español", locale: "es", dir: "ltr" },
  pt: { name: "Português", locale: "pt", dir: "ltr" },
  fr: { name: "Français", locale: "fr", dir: "ltr" },
  ar: { name: "العربية", locale: "ar-u-nu-latn", dir: "rtl" },
} as const;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (text: string | null): text is Language =>
  text !== null && Object.hasOwn(LANGUAGES, text);

/** English comes with the pages, for whoever has none of the others; each of those is a file of its own. */
const LOADERS: Record<Language, () => Promise<{ words: Words }>> = {
  en: async () => ({ words: english }),
  hi: () => import("./hi.ts"),
  es: () => import("./es.ts"),
  pt: () => import("./pt.ts"),
  fr: () => import("./fr.ts"),
  ar: () => import("./ar.ts"),
};

export async function loadWords(language: Language): Promise<Words> {
  return (await LOADERS[language]()).words;
}

/** The one that was chosen here before, else the browser's first that there is, else English. */
export function pickLanguage(chosen: string | null, browsers: readonly string[]): Language {
  const asked = [chosen, ...browsers.map((tag) => tag.slice(0, 2).toLowerCase())];
  return asked.find(isLanguage) ?? "en";
}
