import type { E164 } from "@sixdigit/contracts";
import { useState } from "react";
import { toLocalTime } from "../browser/server-clock.ts";
import { useSingleFlight } from "../browser/use-single-flight.ts";
import { type ErrorWords, field, spent } from "../errors/error-words.ts";
import { forgetErrors, tellError } from "../errors/tell-error.ts";
import { refusalOf, trpc } from "../trpc.ts";
import {
  type CodeTiming,
  keepTiming,
  readTiming,
  timingAfterWait,
  timingOfSent,
  timingSpent,
  timingUnderWay,
} from "./code-timing.ts";
import { heldChallenges } from "./held-challenges.ts";

/** Sends another message for a number, and keeps the times that the server names. */
export function useSendAgain(phone: E164) {
  const [timing, setTiming] = useState(() => readTiming(phone));
  const [status, setStatus] = useState("");
  const [problem, setProblem] = useState<ErrorWords>();
  const request = trpc.auth.requestOtp.useMutation();
  const resend = trpc.auth.resendOtp.useMutation();
  const once = useSingleFlight();

  const keep = (next: CodeTiming) => {
    setTiming(next);
    keepTiming(next);
  };
  const markSpent = () => keep(timingSpent(timing, Date.now()));

  /** @param fresh asks for a code, where there is none that could be sent again */
  const send = (fresh: boolean, onSent: () => void) =>
    once(async () => {
      forgetErrors();
      setProblem(undefined);
      setStatus("Sending a message…");
      try {
        const challengeId = heldChallenges.get(phone);
        const sent = fresh
          ? await request.mutateAsync({ phoneNumber: phone })
          : await resend.mutateAsync({ phoneNumber: phone, challengeId });
        heldChallenges.set(phone, sent.challengeId);
        const next = timingOfSent(phone, sent, Date.now(), toLocalTime);
        setStatus(sentWords(timing, next));
        keep(next);
        onSent();
      } catch (error) {
        setStatus("");
        refused(error, fresh);
      }
    });

  const refused = (error: unknown, fresh: boolean) => {
    const words = sendProblem(error);
    setProblem(words);
    const { authCode, retryAfterSeconds } = refusalOf(error) ?? {};
    if (words?.needsNewCode) return markSpent();
    if (retryAfterSeconds === undefined) return;
    if (fresh && authCode === "RESEND_TOO_SOON") {
      // Another tab has asked: the cookie holds that challenge, and what this tab holds is over.
      heldChallenges.delete(phone);
      return keep(timingUnderWay(timing, retryAfterSeconds, Date.now()));
    }
    keep(timingAfterWait(timing, retryAfterSeconds, Date.now()));
  };

  const waitIsOver = () => {
    setProblem(undefined);
    if (timing.state === "sent") setStatus("No message yet? You can send it again now.");
  };

  const busy = request.isPending || resend.isPending;
  return { timing, markSpent, send, waitIsOver, status, problem, busy };
}

/** A code that is sent again keeps its end; the instants differ by less than the two clocks' jitter. */
const SAME_END_MS = 2_000;

export function sentWords(before: CodeTiming, after: CodeTiming): string {
  if (before.expiresAt === undefined || after.expiresAt === undefined) return "We sent you a message.";
  const same = before.state !== "spent" && Math.abs(after.expiresAt - before.expiresAt) < SAME_END_MS;
  return same ? "We sent the same code again." : "We sent a new code. The earlier one no longer works.";
}

function sendProblem(error: unknown): ErrorWords | undefined {
  const code = refusalOf(error)?.authCode;
  if (code === "CODE_INVALID") return spent("There is no open code to send again. Send a new code to go on.");
  if (code === "RESEND_TOO_SOON") return field("A message was just sent. The next one has to wait a little.");
  return tellError(error);
}
