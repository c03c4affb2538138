import type { E164, UserView } from "@sixdigit/contracts";
import type { CodeLife, SentNotice } from "./code-life.ts";
import type { Problem } from "./problem.ts";

/** What stands in the phone field, as it was typed, and the country that it is read with. */
export type PhoneDraft = { text: string; country: string | undefined };

/** What is under way. `proving`: the device works a puzzle out that the server has asked for. */
export type Busy = "sending" | "proving" | "checking" | undefined;

export type PhoneState = {
  step: "phone";
  draft: PhoneDraft;
  busy: Busy;
  problem: Problem | undefined;
};

export type CodeState = {
  step: "code";
  /** Kept for the way back. */
  draft: PhoneDraft;
  phone: E164;
  life: CodeLife;
  /** What is typed of the code. */
  code: string;
  busy: Busy;
  problem: Problem | undefined;
  /** What was done last. `ready`: the wait is over. */
  notice: SentNotice | "ready" | undefined;
};

export type DoneState = { step: "done"; user: UserView };

export type SignInState = PhoneState | CodeState | DoneState;

export function phoneState(draft: PhoneDraft): PhoneState {
  return { step: "phone", draft, busy: undefined, problem: undefined };
}

export function codeState(draft: PhoneDraft, phone: E164, life: CodeLife): CodeState {
  return {
    step: "code",
    draft,
    phone,
    life,
    code: "",
    busy: undefined,
    problem: undefined,
    notice: undefined,
  };
}
