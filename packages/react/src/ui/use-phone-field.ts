import { type ChangeEvent, type RefObject, useEffect, useState } from "react";
import type { PhoneDraft } from "../flow/state.ts";
import { asciiDigits } from "../phone/digits.ts";
import { loadPhoneTools, type PhoneTools } from "../phone/load-phone-tools.ts";
import type { PhoneSignInFlow } from "../use-phone-sign-in.ts";

/**
 * The typed number and its country. The text is formatted only where something was added at its end: anywhere else it stays
 * as it is typed, so that the caret never jumps. A country's code in the text wins over the one that is chosen.
 */
export function usePhoneField(
  flow: PhoneSignInFlow,
  guess: string,
  field: RefObject<HTMLInputElement | null>,
) {
  const [tools, setTools] = useState<PhoneTools>();
  const typed = flow.state.step === "phone" ? flow.state.draft : { text: "", country: undefined };
  const draft = { text: typed.text, country: typed.country ?? guess };
  const keep = ({ text, country }: PhoneDraft) => flow.typePhone(text, country);

  // An answer to the first key: without them the field is a plain one, and works as such.
  const load = () => {
    if (!tools) loadPhoneTools().then(setTools, () => undefined);
  };
  useEffect(() => {
    const input = field.current;
    const isAtEnd = input?.selectionStart === input?.value.length;
    if (tools && input && isAtEnd && input.value) keep(formatted(tools, input.value, draft));
    // Once, when they have come while the number was typed.
  }, [tools]);

  const type = ({ target }: ChangeEvent<HTMLInputElement>) => {
    load();
    const text = asciiDigits(target.value);
    const isAddedAtEnd = text.length > draft.text.length && target.selectionStart === target.value.length;
    if (!tools) return keep({ ...draft, text });
    const next = formatted(tools, text, draft);
    keep(isAddedAtEnd ? next : { ...next, text });
  };
  /** When the field is left, a number that can be right is written as people are used to. */
  const tidy = () => {
    const isRight = tools?.readPhone(draft.text, draft.country).ok;
    if (tools && isRight) keep(formatted(tools, draft.text, draft));
  };
  return { draft, type, tidy, choose: (country: string) => keep({ ...draft, country }) };
}

function formatted(tools: PhoneTools, text: string, draft: PhoneDraft): PhoneDraft {
  const next = tools.formatTyped(text, draft.country);
  return { text: next.text, country: next.country ?? draft.country };
}
