import type { E164 } from "@sixdigit/contracts";
import { useState } from "react";
import { toast } from "sonner";
import { useAuth } from "../auth/use-auth.ts";
import { useSingleFlight } from "../browser/use-single-flight.ts";
import { type ErrorWords, field, spent } from "../errors/error-words.ts";
import { forgetErrors, tellError } from "../errors/tell-error.ts";
import { forgetPhoneDraft } from "../phone/phone-draft.ts";
import { refusalOf, trpc } from "../trpc.ts";
import { type CodeTiming, forgetTiming } from "./code-timing.ts";
import { heldChallenges } from "./held-challenges.ts";
import { NO_LONGER_USABLE } from "./life-words.ts";

/** The code as it is typed, and signing in with it. */
export function useVerify(phone: E164, timing: CodeTiming, onSpent: () => void) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<ErrorWords>();
  const { refresh } = useAuth();
  const verify = trpc.auth.verifyOtp.useMutation();
  const once = useSingleFlight();

  const submit = () =>
    once(async () => {
      forgetErrors();
      setProblem(undefined);
      if (!isComplete(code, timing)) {
        return setProblem(field(`Type the ${timing.codeLength} digits of the code.`));
      }
      const challengeId = heldChallenges.get(phone);
      try {
        const { user } = await verify.mutateAsync({ phoneNumber: phone, otp: code, challengeId });
        heldChallenges.delete(phone);
        forgetTiming();
        forgetPhoneDraft();
        toast.success(user.isNew ? "Welcome! You are signed in." : "You are signed in.");
        await refresh();
      } catch (error) {
        const words = isForgotten(error, challengeId) ? spent(NO_LONGER_USABLE) : tellError(error);
        setProblem(words);
        if (words?.needsNewCode) onSpent();
      }
    });

  const forgetProblem = () => setProblem(undefined);
  const clear = () => {
    setCode("");
    forgetProblem();
  };
  return { code, setCode, problem, forgetProblem, submit, clear, busy: verify.isPending };
}

/** To the holder of a challenge a wrong code is told with the tries that are left. Without them it is no longer open. */
function isForgotten(error: unknown, challengeId: string | undefined): boolean {
  const refusal = refusalOf(error);
  const isPlain = refusal?.authCode === "CODE_INVALID" && refusal.attemptsLeft === undefined;
  return isPlain && challengeId !== undefined;
}

/** A code that is too short or too long is not worth an attempt; without the server's length any possible one goes. */
export function isComplete(code: string, { codeLength, sentAt }: CodeTiming): boolean {
  return sentAt === undefined ? code.length >= codeLength : code.length === codeLength;
}
