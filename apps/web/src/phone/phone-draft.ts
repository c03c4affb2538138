import { useState } from "react";
import { parseRecord, tabStorage } from "../browser/tab-storage.ts";
import { type CountryCode, isCountry } from "./countries.ts";

/** What stands in the phone form, as it was typed. */
export type PhoneDraft = { text: string; country: CountryCode };

const KEY = "sixdigit.phone-draft";
const LONGEST = 64;

export function parseDraft(stored: string | null): PhoneDraft | undefined {
  const { text, country } = parseRecord(stored);
  if (typeof text !== "string" || text.length > LONGEST || !isCountry(country)) return undefined;
  return { text, country };
}

/** The draft, kept in this tab so that "Change number" comes back to what was typed. */
export function usePhoneDraft(guess: CountryCode): [PhoneDraft, (draft: PhoneDraft) => void] {
  const [draft, setDraft] = useState(() => parseDraft(tabStorage.read(KEY)) ?? { text: "", country: guess });
  return [
    draft,
    (next) => {
      setDraft(next);
      tabStorage.write(KEY, JSON.stringify(next));
    },
  ];
}

export function forgetPhoneDraft(): void {
  tabStorage.remove(KEY);
}
