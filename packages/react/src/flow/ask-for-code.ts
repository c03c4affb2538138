import type { E164 } from "@sixdigit/contracts";
import { refusalOf } from "../refusal.ts";
import type { SignIn } from "../sign-in.ts";
import { answerWithin } from "./answer-within.ts";
import type { CodeLife } from "./code-life.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { SignInEvent } from "./transition.ts";

type Task = {
  signIn: SignIn;
  send: (event: SignInEvent) => void;
  signal: AbortSignal;
  phone: E164;
  /** What this tab knew of a code for the number. */
  known: CodeLife;
  locale: string | undefined;
  /** Asks for a code, where there is none that could be sent again. */
  fresh: boolean;
};

/** Asks the server for a message, with a proof of work when it wants one, and tells the machine what came of it. */
export async function askForCode(task: Task): Promise<void> {
  const { signIn, send, signal, phone, known } = task;
  send({ type: "started", busy: "sending" });
  try {
    const answer = await withProof(task);
    if (signal.aborted) return;
    signIn.challenges.set(phone, answer.challengeId);
    const { codeLength, expiresAt, resendAt } = answer;
    const sent = {
      codeLength,
      expiresAt: signIn.toLocalTime(expiresAt),
      resendAt: signIn.toLocalTime(resendAt),
    };
    send({ type: "sent", phone, known, sent, now: signIn.now() });
  } catch (error) {
    if (!signal.aborted) refused(task, problemOf(error, signIn.now(), signIn.isOnline()));
  }
}

async function withProof(task: Task) {
  const { signIn, send, signal } = task;
  try {
    return await call(task);
  } catch (error) {
    const puzzle = refusalOf(error)?.proof;
    if (!puzzle || signal.aborted) throw error;
    send({ type: "started", busy: "proving" });
    const proof = await signIn.solveProof(puzzle, signal);
    return call(task, proof);
  }
}

function call({ signIn, phone, locale, fresh, signal }: Task, proof?: string) {
  const { client, challenges } = signIn;
  const input = { phoneNumber: phone, ...(proof !== undefined && { proof }) };
  const within = { signal: answerWithin(signal) };
  if (fresh) return client.auth.requestOtp.mutate({ ...input, ...(locale && { locale }) }, within);
  const challengeId = challenges.get(phone);
  return client.auth.resendOtp.mutate({ ...input, ...(challengeId && { challengeId }) }, within);
}

function refused({ signIn, send, phone, known, fresh }: Task, problem: Problem): void {
  const now = signIn.now();
  if (fresh && problem.code === "RESEND_TOO_SOON") {
    // An open challenge that this tab may not hold: then the cookie does, and what this tab held is over.
    if (known.state !== "sent" || (known.expiresAt ?? now) <= now) signIn.challenges.delete(phone);
    send({ type: "under-way", phone, known, until: problem.until ?? now, now });
  } else {
    send({ type: "refused", problem: onSending(problem, fresh), now });
  }
}

/** On the code step these are about the message, not about what is typed. */
function onSending(problem: Problem, fresh: boolean): Problem {
  if (!fresh && problem.code === "CODE_INVALID") {
    return { code: "NOTHING_TO_RESEND", place: "sending", needsNewCode: true };
  }
  return problem.place === "field" ? { ...problem, place: "sending" } : problem;
}
