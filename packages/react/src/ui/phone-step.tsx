import { type FormEvent, useEffect, useMemo, useRef } from "react";
import { guessCountry } from "../phone/countries.ts";
import type { StepProps } from "./context.ts";
import { CountryChoice } from "./country-choice.tsx";
import { Field } from "./field.tsx";
import { problemWords } from "./problem-words.ts";
import { StepButton } from "./step-button.tsx";
import { StepStatus } from "./step-status.tsx";
import { usePhoneField } from "./use-phone-field.ts";

/** One field for the number as people write it, with the country that it is read with. */
export function PhoneStep({ signIn, flow, words, locale, heading: Heading }: StepProps) {
  const field = useRef<HTMLInputElement>(null);
  const { countries: allowed } = signIn;
  const guess = useMemo(() => guessCountry(globalThis.navigator?.languages ?? [], allowed), [allowed]);
  const { draft, type, tidy, choose } = usePhoneField(flow, guess, field);
  useEffect(() => field.current?.focus(), []);
  if (flow.state.step !== "phone") return null;

  const { busy, problem } = flow.state;
  const text = words.phone;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await flow.sendCode();
    field.current?.focus();
  };
  return (
    <form className="sixdigit" onSubmit={submit} noValidate>
      <Heading>{text.title}</Heading>
      <p className="sixdigit-lead">{text.lead}</p>
      <Field
        label={text.label}
        hint={text.hint}
        error={problem?.place === "service" ? undefined : problem && problemWords(problem, words, locale)}
      >
        {(control) => (
          <div className="sixdigit-phone" dir="ltr">
            <CountryChoice
              allowed={allowed}
              locale={locale}
              value={draft.country}
              words={text}
              onChoose={(country) => {
                choose(country);
                field.current?.focus();
              }}
            />
            <input
              {...control}
              ref={field}
              type="tel"
              name="phone"
              autoComplete="tel"
              maxLength={64}
              value={draft.text}
              onChange={type}
              onBlur={tidy}
            />
          </div>
        )}
      </Field>
      <StepButton type="submit" busy={busy !== undefined}>
        {text.submit}
      </StepButton>
      <StepStatus
        busy={busy}
        busyWords={{ sending: text.sending, checking: text.sending, proving: words.proving }}
        problem={problem?.place === "service" ? problem : undefined}
        words={words}
        locale={locale}
      />
      <details className="sixdigit-about">
        <summary>{text.about}</summary>
        {text.aboutLines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </details>
    </form>
  );
}
