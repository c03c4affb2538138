import { useEffect, useRef, useState } from "react";
import { callingCodes } from "../phone/calling-codes.ts";
import type { SignInWords } from "../words/types.ts";
import { CountryList } from "./country-list.tsx";

type Props = {
  allowed: ReadonlySet<string> | undefined;
  locale: string;
  value: string;
  words: SignInWords["phone"];
  onChoose: (code: string) => void;
};

/** The country that a number without `+` is read with: a button that opens a list to search. */
export function CountryChoice({ allowed, locale, value, words, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = useCountryName(locale, value);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="sixdigit-country"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="sixdigit-unseen">
          {words.country}: {name}
        </span>
        <span className="sixdigit-iso" aria-hidden="true">
          {value}
        </span>{" "}
        <span className="sixdigit-soft">+{callingCodes.get(value)}</span>
        <svg aria-hidden="true" viewBox="0 0 16 16">
          <path d="m4 6.5 4 4 4-4" />
        </svg>
      </button>
      {open && (
        <CountryList
          allowed={allowed}
          locale={locale}
          value={value}
          words={words}
          onChoose={(code) => {
            close();
            onChoose(code);
          }}
          onLeave={close}
          onEscape={() => {
            close();
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** The country's name; its code at first, since a slow phone takes a tenth of a second to load the names of a language. */
function useCountryName(locale: string, code: string): string {
  const [names, setNames] = useState<Intl.DisplayNames>();
  useEffect(() => {
    const timer = setTimeout(() => setNames(new Intl.DisplayNames(locale, { type: "region" })));
    return () => clearTimeout(timer);
  }, [locale]);
  return names?.of(code) ?? code;
}
