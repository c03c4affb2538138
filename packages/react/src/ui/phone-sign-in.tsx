import { useEffect } from "react";
import type { SignIn } from "../sign-in.ts";
import { type PhoneSignInFlow, usePhoneSignIn } from "../use-phone-sign-in.ts";
import { en } from "../words/en.ts";
import type { SignInWords } from "../words/types.ts";
import { CodeStep } from "./code-step.tsx";
import { PhoneStep } from "./phone-step.tsx";
import "./styles.css";

type Look = {
  /** Default: English. */
  words?: SignInWords;
  /** Language tag of those words. Default: en. */
  locale?: string;
  /** What the heading of a step is on the page. Default: h2. */
  heading?: "h1" | "h2";
  /** Called once somebody is signed in. */
  onDone?: () => void;
};

/** Signing in with a phone number, ready to use. Its look follows the CSS variables of `styles.css`. */
export function PhoneSignIn({ signIn, ...look }: Look & { signIn: SignIn }) {
  const flow = usePhoneSignIn(signIn, look.locale ? { locale: look.locale } : {});
  return <SignInSteps signIn={signIn} flow={flow} {...look} />;
}

/** The same over a flow of the page's own, which can then follow it. */
export function SignInSteps({
  signIn,
  flow,
  words = en,
  locale = "en",
  heading = "h2",
  onDone,
}: Look & { signIn: SignIn; flow: PhoneSignInFlow }) {
  const { state } = flow;
  const isDone = state.step === "done";
  useEffect(() => {
    if (isDone) onDone?.();
  }, [isDone]);
  const step = { signIn, flow, words, locale, heading };
  if (state.step === "phone") return <PhoneStep {...step} />;
  if (state.step === "code") return <CodeStep key={state.phone} {...step} state={state} />;
  return null;
}
