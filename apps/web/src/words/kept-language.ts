import { isLanguage, type Language, pickLanguage } from "./languages.ts";

const KEPT_SECONDS = 31_536_000;

/** The language to start with. */
export function firstLanguage(): Language {
  return pickLanguage(readChoice(), navigator.languages);
}

/** In a cookie, so that the server's first view speaks it too. A browser that refuses cookies forgets the choice, no more. */
export function keepLanguage(language: Language): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we serve
  document.cookie = `language=${language}; path=/; max-age=${KEPT_SECONDS}; samesite=lax${secure}`;
}

function readChoice(): string | null {
  const chosen = /(?:^|; )language=([a-z]{2})(?:;|$)/.exec(document.cookie)?.[1] ?? null;
  return isLanguage(chosen) ? chosen : null;
}
