/** Mutations that no test can or should notice. A row holds for every place with that text in the file. */
export type Explained = { file: string; original: string; replacement?: string; why: string };

export const explained: readonly Explained[] = [
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
    why: "never thrown: no code is made with a key that the process does not have",
  },
  { file: "src/send-code.ts", original: '"none"', why: "any text that is no country does: it is on no list" },
  {
    file: "src/session-secret.ts",
    original: "[]",
    why: "one rotation less, of more than a session can have",
  },
  {
    file: "src/challenge.ts",
    original: '{ do: "repeat" }',
    why: "what neither waits, renews nor refuses repeats",
  },
  { file: "src/challenge.ts", original: '"repeat"', why: "what neither waits, renews nor refuses repeats" },
  {
    file: "src/test-phone.ts",
    original: "testPhones.until !== undefined",
    replacement: "true",
    why: "nothing is earlier than now by being undefined; the type asks for it",
  },
  {
    file: "src/start-once.ts",
    original: "!unsent",
    replacement: "false",
    why: "the failure that follows is told to nobody, as nothing is here",
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
    why: "the store was asked for sign-ins only; the type cannot say so",
  },
  {
    file: "src/use-cases/sign-in-history.ts",
    original: "name === event.name",
    why: "the store was asked for sign-ins only; the type cannot say so",
  },
  {
    file: "src/phone.ts",
    original: "false",
    replacement: "true",
    why: "asks for a number inside of a text; by then there is nothing around it",
  },
  {
    file: "src/phone.ts",
    original: "/^\\+[1-9][0-9]{6,14}$/",
    replacement: "/\\+[1-9][0-9]{6,14}$/",
    why: "a parsed number begins with its only plus",
  },
  {
    file: "src/line-type.ts",
    original: "{ extract: false }",
    replacement: "{}",
    why: "asks for a number inside of a text; an E.164 number has nothing around it",
  },
  {
    file: "src/line-type.ts",
    original: "false",
    replacement: "true",
    why: "asks for a number inside of a text; an E.164 number has nothing around it",
  },
  {
    file: "src/line-type.ts",
    original: '"unknown"',
    why: "any text that is no kind of line does",
  },
  {
    file: "src/twilio-signature.ts",
    original: '""',
    why: "stands for a hash that is missing, and is none; for a path, which is never missing; and in an address without a host, which nobody signs",
  },
  {
    file: "src/twilio-signature.ts",
    original: "[]",
    why: "an address without a host is none of ours, and nobody signs for it",
  },
  {
    file: "src/msg91-receipt.ts",
    original: '""',
    why: "an event without any id was refused before; the type cannot say so",
  },
  { file: "src/msg91-outcomes.ts", original: '""', why: "no code is in no table, as any other text" },
  {
    file: "src/delivery-status.ts",
    original: "DELIVERY_STATUSES.indexOf(reported) > DELIVERY_STATUSES.indexOf(current)",
    replacement: "DELIVERY_STATUSES.indexOf(reported) >= DELIVERY_STATUSES.indexOf(current)",
    why: "at the same place both are the same status",
  },
  {
    file: "src/msg91-receipt.ts",
    original: "credits !== undefined",
    replacement: "true",
    why: "nothing reads as a number by being undefined; the type asks for it",
  },
  {
    file: "src/msg91-outcomes.ts",
    original: "code !== undefined",
    replacement: "true",
    why: "without a code it is the text `undefined`, which is longer than a code",
  },
  {
    file: "src/twilio-outcomes.ts",
    original: "code === undefined",
    replacement: "false",
    why: "no code is in no table; the type asks for it",
  },
  {
    file: "src/twilio-signature.ts",
    original: "jsonBody === undefined",
    replacement: "true",
    why: "a request of JSON has no fields",
  },
  {
    file: "src/twilio-signature.ts",
    original: "one < other",
    replacement: "one <= other",
    why: "no two fields have one name",
  },
  {
    file: "src/twilio-signature.ts",
    original: "/^([a-z]+:\\/\\/)([^/?#:]*)(:[0-9]+)?(.*)$/is",
    replacement: "/([a-z]+:\\/\\/)([^/?#:]*)(:[0-9]+)?(.*)$/is",
    why: "an address begins with its scheme",
  },
  {
    file: "src/twilio-signature.ts",
    original: "/^([a-z]+:\\/\\/)([^/?#:]*)(:[0-9]+)?(.*)$/is",
    replacement: "/^([a-z]+:\\/\\/)([^/?#:]*)(:[0-9]+)?(.*)/is",
    why: "what takes all that follows needs no end",
  },
  {
    file: "src/twilio-price.ts",
    original: "[]",
    why: "the amount would be the second, which is missing too",
  },
];
