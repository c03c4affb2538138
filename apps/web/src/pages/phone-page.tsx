import { normalizePhone } from "@sixdigit/contracts";
import { useState } from "react";
import { DevPhoneSlot } from "../dev-phone/dev-phone-slot.tsx";
import { listCountries } from "../phone/countries.ts";
import { guessCountry } from "../phone/country-guess.ts";
import { usePhoneDraft } from "../phone/phone-draft.ts";
import { PhoneForm } from "../phone/phone-form.tsx";
import { Heading } from "../ui/heading.tsx";
import { Panel } from "../ui/layout.tsx";

export function PhonePage() {
  const [countries] = useState(() => listCountries(document.documentElement.lang || "en"));
  const codes = countries.map(({ code }) => code);
  const [draft, setDraft] = usePhoneDraft(guessCountry(navigator.language, codes));
  const typed = normalizePhone(draft.text, draft.country);
  return (
    <Panel beside={<DevPhoneSlot phone={typed.ok ? typed.phone : undefined} />}>
      <Heading lead="Type your phone number. We'll text you a code to sign in with.">Sign in</Heading>
      <PhoneForm countries={countries} draft={draft} onDraft={setDraft} />
    </Panel>
  );
}
