import type { SignIn } from "../sign-in.ts";
import type { PhoneSignInFlow } from "../use-phone-sign-in.ts";
import type { SignInWords } from "../words/types.ts";

/** What both steps are given. */
export type StepProps = {
  signIn: SignIn;
  flow: PhoneSignInFlow;
  words: SignInWords;
  /** Language tag for names, times and numbers. */
  locale: string;
  heading: "h1" | "h2";
};
