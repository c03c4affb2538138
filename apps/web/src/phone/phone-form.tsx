import { normalizePhone } from "@sixdigit/contracts";
import { type FormEvent, useState } from "react";
import { useStep } from "../browser/use-step.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Field } from "../ui/field.tsx";
import type { Country } from "./countries.ts";
import { CountryField } from "./country-field.tsx";
import type { PhoneDraft } from "./phone-draft.ts";
import { phoneWords } from "./phone-words.ts";
import { useAskForCode } from "./use-ask-for-code.ts";

type Props = { countries: Country[]; draft: PhoneDraft; onDraft: (draft: PhoneDraft) => void };

export function PhoneForm({ countries, draft, onDraft }: Props) {
  const field = useStep<HTMLInputElement>("Sign in");
  const [problem, setProblem] = useState<string>();
  const { ask, busy } = useAskForCode();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = normalizePhone(draft.text, draft.country);
    const country = countries.find(({ code }) => code === draft.country)?.name ?? draft.country;
    if (!busy) setProblem(typed.ok ? undefined : phoneWords(typed.problem, draft.text, country));
    if (typed.ok) await ask(typed.phone, setProblem);
    field.current?.focus();
  };
  const type = (text: string) => onDraft({ text, country: countryInText(text) ?? draft.country });

  return (
    <form onSubmit={submit} noValidate>
      <div className="mb-6 space-y-5">
        <CountryField
          countries={countries}
          value={draft.country}
          onChange={(country) => onDraft({ ...draft, country })}
        />
        <Field label="Phone number" error={problem}>
          {({ className, ...control }) => (
            <input
              {...control}
              className={classNames(className, "h-12 text-base")}
              ref={field}
              type="tel"
              name="phone"
              autoComplete="tel"
              value={draft.text}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" busy={busy} className="w-full">
        Continue
      </Button>
      <p role="status" className="sr-only">
        {busy && "Sending the code…"}
      </p>
    </form>
  );
}

/** A number that is typed with its country's code wins over the list, and the list shows it. */
function countryInText(text: string) {
  const typed = normalizePhone(text);
  return typed.ok ? typed.country : undefined;
}
