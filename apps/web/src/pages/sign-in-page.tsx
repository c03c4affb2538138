import { SignInSteps, usePhoneSignIn } from "@sixdigit/react";
import { useEffect } from "react";
import { useSearch } from "wouter";
import { useTitle } from "../browser/use-step.ts";
import { DevPhoneSlot } from "../dev-phone/dev-phone-slot.tsx";
import { signIn } from "../session/sign-in.ts";
import type { Greeting } from "../session/use-greeting.ts";
import { Panel } from "../ui/layout.tsx";
import { snackbar } from "../ui/snackbar-store.ts";
import { useWords } from "../words/use-words.ts";
import { LoadingPage } from "./message-pages.tsx";
import { phoneInSearch, useStepInAddress } from "./step-in-address.ts";

type Props = {
  onTyped: (digits: number, of: number) => void;
  /** Somebody has signed in, here and now. */
  onWelcome: (greeting: Greeting) => void;
};

/** Both steps of signing in; the address names the step, so that the back button and a reload stay in it. */
export function SignInPage({ onTyped, onWelcome }: Props) {
  const { words, language, locale } = useWords();
  const flow = usePhoneSignIn(signIn, { phone: phoneInSearch(useSearch()), locale: language });
  const { state } = flow;
  const isDone = state.step === "done";
  useStepInAddress(flow);
  useTitle(state.step === "code" ? words.signIn.code.title : words.signIn.phone.title);

  const [digits, of] = state.step === "code" ? [state.code.length, state.life.codeLength] : [0, 6];
  useEffect(() => onTyped(digits, of), [onTyped, digits, of]);

  const welcome = () => {
    snackbar.close();
    onWelcome(state.step === "done" && state.user.isNew ? "welcome" : "welcomeBack");
  };
  const useCode = (code: string) => {
    flow.typeCode(code);
    document.querySelector<HTMLInputElement>('input[name="code"]')?.focus();
  };
  const phone = state.step === "code" ? state.phone : undefined;
  return (
    // Until the account is known, in a panel of its own: nothing is left that could move.
    <Panel
      key={isDone ? "done" : "steps"}
      beside={!isDone && <DevPhoneSlot phone={phone} onCode={useCode} />}
    >
      <SignInSteps
        signIn={signIn}
        flow={flow}
        words={words.signIn}
        locale={locale}
        heading="h1"
        onDone={welcome}
      />
      {isDone && <LoadingPage />}
    </Panel>
  );
}
