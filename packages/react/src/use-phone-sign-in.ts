import { useEffect, useState, useSyncExternalStore } from "react";
import { createFlow, type FlowOptions } from "./flow/create-flow.ts";
import { useCountdown } from "./flow/use-countdown.ts";
import type { SignIn } from "./sign-in.ts";

export type PhoneSignInFlow = ReturnType<typeof usePhoneSignIn>;

/**
 * Signing in with a phone number, without a look: the state (phone, code, done), what can be done in it, and the two clocks
 * of the code step in whole seconds. Problems are data; the words for them are the page's.
 */
export function usePhoneSignIn(signIn: SignIn, options: FlowOptions = {}) {
  const [flow] = useState(() => createFlow(signIn, options));
  const state = useSyncExternalStore(flow.subscribe, flow.get, flow.get);
  const life = state.step === "code" ? state.life : undefined;
  const problem = state.step === "done" ? undefined : state.problem;

  const { locale } = options;
  useEffect(() => {
    if (locale) flow.setLocale(locale);
  }, [flow, locale]);
  useEffect(() => flow.leave, [flow]);

  const secondsToResend = useCountdown(life?.resendAt, flow.waitOver);
  const secondsToExpiry = useCountdown(life?.expiresAt, flow.codeExpired);
  useCountdown(problem?.place === "sending" ? undefined : problem?.until, flow.problemOver);

  const needsNewCode = life !== undefined && (life.state === "spent" || secondsToExpiry === 0);
  return { ...flow, state, secondsToResend: secondsToResend ?? 0, secondsToExpiry, needsNewCode };
}
