import type { AuthErrorCode } from "@sixdigit/contracts";
import type { SignInClient } from "../src/client.ts";
import { createFlow } from "../src/flow/create-flow.ts";
import { createSignIn, type SignInOptions } from "../src/sign-in.ts";
import { noon } from "./fixtures.ts";

type Call = { name: string; input: unknown };
type Answer = () => unknown;

export const user = { id: "u", phoneNumber: "+1415•••••32", isNew: false, createdAt: "2026-01-01T12:00:00Z" };
export const sent = {
  success: true,
  message: "",
  challengeId: "c1",
  codeLength: 6,
  expiresAt: "2026-01-01T12:10:00.000Z",
  resendAt: "2026-01-01T12:00:30.000Z",
};

export function refusal(authCode: AuthErrorCode, details: object = {}) {
  return Object.assign(new Error(authCode), {
    data: { authCode, message: authCode, requestId: "r1", ...details },
  });
}

/** A flow over a client that answers what the test says, call by call. */
export function startFlow(answers: Answer[], options: SignInOptions = {}) {
  const calls: Call[] = [];
  const procedure = (name: string) => async (input: unknown) => {
    calls.push({ name, input });
    const answer = answers.shift();
    if (!answer) throw new Error(`no answer is left for ${name}`);
    return answer();
  };
  const client = {
    auth: {
      requestOtp: { mutate: procedure("request") },
      resendOtp: { mutate: procedure("resend") },
      verifyOtp: { mutate: procedure("verify") },
    },
    session: { current: { query: async () => ({ user, session: {} }) } },
  } as unknown as SignInClient;
  const kept = new Map<string, string>();
  const storage = {
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  };
  const time = { now: noon };
  const signIn = createSignIn(client, {
    storage,
    now: () => time.now,
    isOnline: () => true,
    mayBeSignedIn: false,
    ...options,
  });
  const flow = createFlow(signIn, { country: "US", locale: "fr" });
  return { flow, calls, kept, time, signIn };
}

export const throwing = (error: unknown) => () => {
  throw error;
};

/** A flow whose first code was sent; calls are counted from there on. */
export async function atCodeStep(...answers: Answer[]) {
  const started = startFlow([() => sent, ...answers]);
  started.flow.typePhone("(415) 555-0132");
  await started.flow.sendCode();
  started.calls.length = 0;
  return started;
}
