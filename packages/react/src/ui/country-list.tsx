import { type FocusEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { listCountries, searchCountries } from "../phone/countries.ts";
import type { SignInWords } from "../words/types.ts";

type Props = {
  allowed: ReadonlySet<string> | undefined;
  locale: string;
  value: string;
  words: SignInWords["phone"];
  onChoose: (code: string) => void;
  onLeave: () => void;
  onEscape: () => void;
};

/** A field to search and the list below it: the combobox of the ARIA authoring practices, with the list always open. */
export function CountryList({ allowed, locale, value, words, onChoose, onLeave, onEscape }: Props) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  // Names of 245 countries in alphabetical order take a slow phone a moment: only who opens the list pays for it.
  const countries = useMemo(() => listCountries(locale, allowed), [locale, allowed]);
  const [query, setQuery] = useState("");
  const found = searchCountries(countries, query);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      countries.findIndex(({ code }) => code === value),
    ),
  );
  const current = found[Math.min(active, found.length - 1)];
  const idOf = (code: string) => `${id}-${code}`;

  useEffect(() => panel.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    if (current) document.getElementById(`${id}-${current.code}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  const move = (to: number) => setActive(Math.max(0, Math.min(found.length - 1, to)));
  const press = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      PageDown: () => move(active + 8),
      PageUp: () => move(active - 8),
      Enter: () => current && onChoose(current.code),
      Escape: onEscape,
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  const leave = (event: FocusEvent) => {
    if (!panel.current?.contains(event.relatedTarget)) onLeave();
  };

  return (
    <div ref={panel} role="dialog" aria-label={words.country} className="sixdigit-countries" onBlur={leave}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current && idOf(current.code)}
        aria-label={words.searchCountry}
        placeholder={words.searchCountry}
        autoComplete="off"
        dir="auto"
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <div id={id} role="listbox" aria-label={words.country} tabIndex={-1}>
        {found.map(({ code, name, callingCode }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's, which has the focus
          <div
            key={code}
            id={idOf(code)}
            role="option"
            tabIndex={-1}
            aria-selected={code === value}
            data-active={code === current?.code || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(code)}
          >
            <span dir="auto">{name}</span> <span className="sixdigit-soft">+{callingCode}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status">{words.noCountry}</p>}
    </div>
  );
}
