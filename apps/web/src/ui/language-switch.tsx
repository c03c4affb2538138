import { isLanguage, LANGUAGES } from "../words/languages.ts";
import { useWords } from "../words/use-words.ts";

/** A native list, with each language in its own name. */
export function LanguageSwitch() {
  const { language, words, choose } = useWords();
  return (
    <label className="relative ms-auto">
      <span className="sr-only">{words.language}</span>
      <select
        className="field-sizing-content min-h-10 cursor-pointer appearance-none rounded-xl bg-transparent py-1.5 ps-3 pe-8 text-sm text-soft hover:text-ink"
        value={language}
        onChange={({ target }) => isLanguage(target.value) && choose(target.value)}
      >
        {Object.entries(LANGUAGES).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="pointer-events-none absolute end-2.5 top-1/2 size-3.5 -translate-y-1/2 fill-none stroke-current stroke-[1.75] text-soft"
      >
        <path d="m4 6.5 4 4 4-4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </label>
  );
}
