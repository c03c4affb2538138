import { useRef, useState } from "react";
import type { Country } from "../phone/countries.ts";
import type { SignInWords } from "../words/types.ts";
import { CountryList } from "./country-list.tsx";

type Props = {
  countries: readonly Country[];
  value: string | undefined;
  words: SignInWords["phone"];
  onChoose: (code: string) => void;
};

/** The country that a number without `+` is read with: a button that opens a list to search. */
export function CountryChoice({ countries, value, words, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = countries.find(({ code }) => code === value);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="sixdigit-country"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${words.country}: ${chosen ? `${chosen.name} +${chosen.callingCode}` : "–"}`}
        onClick={() => setOpen(!open)}
      >
        <span>{chosen?.code ?? "–"}</span> <span className="sixdigit-soft">+{chosen?.callingCode}</span>
        <svg aria-hidden="true" viewBox="0 0 16 16">
          <path d="m4 6.5 4 4 4-4" />
        </svg>
      </button>
      {open && (
        <CountryList
          countries={countries}
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
