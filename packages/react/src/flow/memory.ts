import type { E164 } from "@sixdigit/contracts";
import { type CodeLife, parseLife, unknownLife } from "./code-life.ts";
import type { PhoneDraft } from "./state.ts";
import { parseRecord, type TextStorage } from "./tab-storage.ts";

const LIFE = "sixdigit.code-timing";
const DRAFT = "sixdigit.phone-draft";
const SHOWN = "sixdigit.phone-shown";
const LONGEST_DRAFT = 64;

/** What a tab remembers of the sign-in: over a reload, and on the way back to the number. */
export type FlowMemory = ReturnType<typeof createFlowMemory>;

export function createFlowMemory(storage: TextStorage, codeLength: number | undefined) {
  return {
    /** What is known of a code for this number; unknown for any other. */
    lifeOf(phone: E164): CodeLife {
      const stored = parseRecord(storage.read(LIFE));
      return (stored.phone === phone && parseLife(stored)) || unknownLife(codeLength);
    },
    keepLife(phone: E164, life: CodeLife): void {
      storage.write(LIFE, JSON.stringify({ phone, ...life }));
    },
    /** A number as its owner is used to see it, where that is known. */
    shownAs(phone: E164): string | undefined {
      const { phone: owner, text } = parseRecord(storage.read(SHOWN));
      return owner === phone && typeof text === "string" ? text : undefined;
    },
    keepShown(phone: E164, text: string): void {
      storage.write(SHOWN, JSON.stringify({ phone, text }));
    },
    draft(): PhoneDraft | undefined {
      const { text, country } = parseRecord(storage.read(DRAFT));
      if (typeof text !== "string" || text.length > LONGEST_DRAFT) return undefined;
      return { text, country: isCountryCode(country) ? country : undefined };
    },
    keepDraft(draft: PhoneDraft): void {
      storage.write(DRAFT, JSON.stringify(draft));
    },
    forget(): void {
      storage.remove(LIFE);
      storage.remove(DRAFT);
      storage.remove(SHOWN);
    },
  };
}

const isCountryCode = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Z]{2}$/.test(value);
