import { refusalOf } from "../refusal.ts";
import type { SignIn } from "../sign-in.ts";
import { answerWithin } from "./answer-within.ts";
import { isComplete } from "./code-life.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { CodeState } from "./state.ts";
import type { SignInEvent } from "./transition.ts";

type Task = { signIn: SignIn; send: (event: SignInEvent) => void; signal: AbortSignal; state: CodeState };

/** Signs in with what is typed, and tells the machine what came of it. */
export async function checkCode({ signIn, send, signal, state }: Task): Promise<void> {
  const { phone, life, code } = state;
  const now = signIn.now;
  if (!isComplete(code, life)) {
    return send({ type: "refused", problem: { code: "CODE_INCOMPLETE", place: "field" }, now: now() });
  }
  send({ type: "started", busy: "checking" });
  const challengeId = signIn.challenges.get(phone);
  try {
    const input = { phoneNumber: phone, otp: code, ...(challengeId && { challengeId }) };
    const { user } = await signIn.client.auth.verifyOtp.mutate(input, { signal: answerWithin(signal) });
    signIn.challenges.delete(phone);
    send({ type: "verified", user });
    await signIn.session.started();
  } catch (error) {
    if (signal.aborted) return;
    const problem = isForgotten(error, challengeId) ? GONE : problemOf(error, now(), signIn.isOnline());
    send({ type: "refused", problem, now: now() });
  }
}

const GONE: Problem = { code: "CODE_GONE", place: "field", needsNewCode: true };

/** To the holder of a challenge a wrong code is told with the tries that are left. Without them it is no longer open. */
function isForgotten(error: unknown, challengeId: string | undefined): boolean {
  const refusal = refusalOf(error);
  const isPlain = refusal?.authCode === "CODE_INVALID" && refusal.attemptsLeft === undefined;
  return isPlain && challengeId !== undefined;
}
