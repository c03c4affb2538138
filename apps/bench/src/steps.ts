import { deepStrictEqual } from "node:assert/strict";
import type { Answer, Person } from "./person.ts";
import type { FakeProvider } from "./provider.ts";

/** What people do at a server. Each step throws when the answer is not the right one. */
export type Steps = {
  request(person: Person): Promise<void>;
  verify(person: Person, code: string): Promise<void>;
  check(person: Person): Promise<void>;
  signOut(person: Person): Promise<void>;
  /** A check that must find nobody signed in. */
  checkSignedOut(person: Person): Promise<void>;
};

export type StepName = "request" | "verify" | "check" | "signOut";
/** Called with how long a step took, in milliseconds. */
export type Note = (step: StepName, ms: number) => void;

const CHECKS_PER_SIGN_IN = 10;

/** Asks for a code and signs in with it. */
export async function signIn(
  steps: Steps,
  person: Person,
  provider: FakeProvider,
  note: Note,
): Promise<void> {
  await timed("request", note, () => steps.request(person));
  const code = provider.takeCode(person.phone);
  await timed("verify", note, () => steps.verify(person, code));
}

/** The complete sign-in: request, verify, ten session checks, sign out. */
export async function completeSignIn(
  steps: Steps,
  person: Person,
  provider: FakeProvider,
  note: Note,
): Promise<void> {
  await signIn(steps, person, provider, note);
  for (let done = 0; done < CHECKS_PER_SIGN_IN; done++) {
    await timed("check", note, () => steps.check(person));
  }
  await timed("signOut", note, () => steps.signOut(person));
}

async function timed(step: StepName, note: Note, run: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await run();
  note(step, performance.now() - began);
}

/** @throws Error with the answer when a status or a value in the body is another one */
export function expectAnswer(answer: Answer, status: number, path: readonly string[], value?: unknown): void {
  const found = path.reduce<unknown>(
    (part, name) => (part && typeof part === "object" ? part[name as keyof typeof part] : undefined),
    answer.body,
  );
  try {
    deepStrictEqual([answer.status, found], [status, value]);
  } catch (cause) {
    throw new Error(`wrong answer: ${answer.status} ${JSON.stringify(answer.body)}`, { cause });
  }
}
