import type { AuthErrorCode, AuthErrorDetails } from "@sixdigit/contracts";
import { count, formatWait } from "../code/time-words.ts";

/** What stands in `error.data` of a refusal. */
export type RefusalData = AuthErrorDetails & { authCode: AuthErrorCode; message: string; requestId: string };

/**
 * How a failure is told. `field`: it is about what was typed, and stays beside it. `toast`: the form is as good as it
 * was, and pressing the button again may do. `needsNewCode`: only another code helps.
 */
export type ErrorWords = { text: string; place: "field" | "toast"; needsNewCode?: true };

export const field = (text: string): ErrorWords => ({ text, place: "field" });
const toast = (text: string): ErrorWords => ({ text, place: "toast" });
export const spent = (text: string): ErrorWords => ({ text, place: "field", needsNewCode: true });

/** Shorter waits are over before they are read. */
const WORTH_TELLING_SECONDS = 5;

/** @param refusal undefined when no answer came, or one that is not the service's own */
export function errorWords(refusal: RefusalData | undefined): ErrorWords {
  if (!refusal) return toast("We can't reach the service. Check your connection and try again.");
  switch (refusal.authCode) {
    case "INVALID_INPUT":
      return invalidInput(refusal);
    case "PHONE_INVALID":
      return field("This can't be a phone number. Check the digits and the country.");
    case "PHONE_NOT_ALLOWED":
      return field("We can't send messages to this number. Try another one.");
    case "CODE_INVALID":
      return wrongCode(refusal.attemptsLeft);
    case "CODE_EXPIRED":
      return spent("This code has expired. Send a new code to go on.");
    case "TOO_MANY_ATTEMPTS":
      return spent("Too many wrong codes. Send a new code to go on.");
    case "RESEND_TOO_SOON":
      return field(`A message was just sent. ${waitThen(refusal, "send another one")}`);
    case "RATE_LIMITED":
      return field(`Too many tries for now. ${waitThen(refusal, "try again")}`);
    case "SEND_FAILED":
      return toast("The message could not be sent. Try again in a moment.");
    case "UNAVAILABLE":
      return toast("The service is not available for a moment. Try again shortly.");
    case "INTERNAL":
      return toast(`Something went wrong on our side. Try again, or tell us this id: ${refusal.requestId}`);
    case "PROOF_REQUIRED":
    case "UNAUTHENTICATED":
    case "FORBIDDEN":
    case "NOT_FOUND":
      return toast(refusal.message);
  }
}

function wrongCode(attemptsLeft: number | undefined): ErrorWords {
  if (attemptsLeft === undefined)
    return field("This code is not right. Check the latest message and try again.");
  if (attemptsLeft === 0)
    return spent("This code is not right, and no tries are left. Send a new code to go on.");
  return field(`This code is not right. ${count(attemptsLeft, "try", "tries")} left.`);
}

function invalidInput({ fieldErrors = {}, message }: RefusalData): ErrorWords {
  const { phoneNumber, otp } = fieldErrors;
  if (phoneNumber) return field("This can't be a phone number. Check the digits.");
  if (otp) return field("Type the digits of the code from the message.");
  return toast(message);
}

function waitThen({ retryAfterSeconds = 0 }: RefusalData, action: string): string {
  if (retryAfterSeconds < WORTH_TELLING_SECONDS) return `${action[0]?.toUpperCase()}${action.slice(1)}.`;
  return `Wait ${formatWait(retryAfterSeconds)}, then ${action}.`;
}
