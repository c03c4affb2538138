import type { E164 } from "@sixdigit/contracts";
import { useState } from "react";
import { toLocalTime } from "../browser/server-clock.ts";
import { useSingleFlight } from "../browser/use-single-flight.ts";
import { type ErrorWords, field, spent } from "../errors/error-words.ts";
import { forgetErrors, tellError } from "../errors/tell-error.ts";
import { refusalOf, trpc } from "../trpc.ts";
import { type CodeTiming, keepTiming, readTiming, timingAfterWait, timingOfSent } from "./code-timing.ts";

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
  const wait = (seconds: number) => keep(timingAfterWait(timing, seconds, Date.now()));

  /** @param fresh asks for a new code, where the last one can no longer be sent again */
  const send = (fresh: boolean, onSent: () => void) =>
    once(async () => {
      forgetErrors();
      setProblem(undefined);
      setStatus("Sending a message…");
      try {
        const sent = await (fresh ? request : resend).mutateAsync({ phoneNumber: phone });
        const next = timingOfSent(phone, sent, Date.now(), toLocalTime);
        setStatus(sentWords(timing, next));
        keep(next);
        onSent();
      } catch (error) {
        setStatus("");
        setProblem(sendProblem(error));
        const seconds = refusalOf(error)?.retryAfterSeconds;
        if (seconds !== undefined) wait(seconds);
      }
    });

  return { timing, wait, send, status, setStatus, problem, busy: request.isPending || resend.isPending };
}

/** A code that is sent again keeps its end; the instants differ by less than the two clocks' jitter. */
const SAME_END_MS = 2_000;

export function sentWords(before: CodeTiming, after: CodeTiming): string {
  if (before.expiresAt === undefined || after.expiresAt === undefined) return "We sent you a message.";
  const same = Math.abs(after.expiresAt - before.expiresAt) < SAME_END_MS;
  return same ? "We sent the same code again." : "We sent a new code. The earlier one no longer works.";
}

function sendProblem(error: unknown): ErrorWords | undefined {
  const code = refusalOf(error)?.authCode;
  if (code === "CODE_INVALID") return spent("There is no open code to send again. Send a new code to go on.");
  if (code === "RESEND_TOO_SOON") return field("A message was just sent. The next one has to wait a little.");
  return tellError(error);
}
