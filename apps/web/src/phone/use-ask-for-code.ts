import type { E164 } from "@sixdigit/contracts";
import { useLocation } from "wouter";
import { toLocalTime } from "../browser/server-clock.ts";
import { useSingleFlight } from "../browser/use-single-flight.ts";
import { isOver, keepTiming, readTiming, timingOfSent, timingUnderWay } from "../code/code-timing.ts";
import { heldChallenges } from "../code/held-challenges.ts";
import { forgetErrors, tellError } from "../errors/tell-error.ts";
import { refusalOf, trpc } from "../trpc.ts";
import { otpPath } from "./phone-from-search.ts";

/** Asks for a code and goes on to where it is typed. */
export function useAskForCode() {
  const request = trpc.auth.requestOtp.useMutation();
  const once = useSingleFlight();
  const [, navigate] = useLocation();

  const ask = (phone: E164, onProblem: (text: string | undefined) => void) =>
    once(async () => {
      forgetErrors();
      try {
        const sent = await request.mutateAsync({ phoneNumber: phone });
        heldChallenges.set(phone, sent.challengeId);
        keepTiming(timingOfSent(phone, sent, Date.now(), toLocalTime));
      } catch (error) {
        const wait = alreadyUnderWay(error);
        if (wait === undefined) return onProblem(tellError(error)?.text);
        const known = readTiming(phone);
        if (isOver(known, Date.now())) heldChallenges.delete(phone);
        keepTiming(timingUnderWay(known, wait, Date.now()));
      }
      navigate(otpPath(phone));
    });
  return { ask, busy: request.isPending };
}

/**
 * "Too soon" means that this browser holds an open challenge for the number: its code can be typed, and only the next
 * message has to wait.
 *
 * @returns seconds until that message, or undefined for any other error
 */
function alreadyUnderWay(error: unknown): number | undefined {
  const refusal = refusalOf(error);
  return refusal?.authCode === "RESEND_TOO_SOON" ? (refusal.retryAfterSeconds ?? 0) : undefined;
}
