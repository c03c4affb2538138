import type { Explained } from "../explained.ts";

export const auth: readonly Explained[] = [
  {
    file: "src/session-secret.ts",
    original: "session.previousSecretHash !== null",
    replacement: "true",
    why: "it spares a search that finds nothing where nothing was rotated",
  },
  {
    file: "src/session-secret.ts",
    original: "chain.length < MAX_ROTATIONS",
    replacement: "chain.length <= MAX_ROTATIONS",
    why: "no session lives for as many rotations",
  },
  {
    file: "src/send-code.ts",
    original: "!key",
    replacement: "false",
    why: "no code is made with a key that the process does not have; the type cannot say so",
  },
  {
    file: "src/send-code.ts",
    original: '"INTERNAL"',
    replacement: '""',
    why: "never thrown: no code is made with a key that the process does not have",
  },
  {
    file: "src/send-code.ts",
    original: '"none"',
    replacement: '""',
    why: "any text that is no country does: it is on no list",
  },
  {
    file: "src/session-secret.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    why: "one rotation less, of more than a session can have",
  },
  {
    file: "src/challenge.ts",
    original: '{ do: "repeat" }',
    replacement: "{}",
    why: "what neither waits, renews nor refuses repeats",
  },
  {
    file: "src/challenge.ts",
    original: '"repeat"',
    replacement: '""',
    why: "what neither waits, renews nor refuses repeats",
  },
  {
    file: "src/test-phone.ts",
    original: "testPhones.until !== undefined",
    replacement: "true",
    why: "nothing is earlier than now by being undefined; the type asks for it",
  },
  {
    file: "src/use-cases/request-otp.ts",
    original: "idempotencyKey === undefined",
    replacement: "false",
    why: "no challenge has the id that follows from no key",
  },
  {
    file: "src/use-cases/sign-in-history.ts",
    original: "signIns.length > SHOWN",
    replacement: "false",
    why: "the first is then the one that is not shown",
  },
  {
    file: "src/use-cases/sign-in-history.ts",
    original: "events.filter(isSignIn)",
    replacement: "events",
    why: "the store was asked for sign-ins only; the type cannot say so",
  },
  {
    file: "src/use-cases/sign-in-history.ts",
    original: "name === event.name",
    replacement: "true",
    why: "the store was asked for sign-ins only; the type cannot say so",
  },
  {
    file: "src/use-cases/sign-in-history.ts",
    original: "name === event.name",
    replacement: "name !== event.name",
    why: "the store was asked for sign-ins only; the type cannot say so",
  },
  {
    file: "src/start-once.ts",
    original: 'error.code === "SEND_FAILED"',
    replacement: "true",
    why: "a send ends in no other refusal; an event of it that cannot be written is none",
  },
  {
    file: "src/start-once.ts",
    original: 'error instanceof AuthError && error.code === "SEND_FAILED"',
    replacement: 'error instanceof AuthError || error.code === "SEND_FAILED"',
    why: "a send ends in no other refusal; an event of it that cannot be written is none",
  },
  {
    file: "src/start-once.ts",
    original: "begun?.seed",
    replacement: "begun.seed",
    why: "a challenge that was opened a moment ago is there; the type asks for it",
  },
];
