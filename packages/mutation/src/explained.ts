/** Mutations that no test can or should notice. A row holds for every place with that text in the file. */
export type Explained = { file: string; original: string; replacement?: string; why: string };

const LABEL = "a label that parts one use of a hash from others; any text does, as long as it stays the same";

export const explained: readonly Explained[] = [
  { file: "src/code.ts", original: '"sixdigit code v1"', why: LABEL },
  { file: "src/keyring.ts", original: '"sixdigit key id v1"', why: LABEL },
  { file: "src/phone-hash.ts", original: '"sixdigit phone hash v1\\0"', why: LABEL },
  { file: "src/session-secret.ts", original: '"sixdigit session rotation v1"', why: LABEL },
  { file: "src/session-secret.ts", original: '"\\0"', why: "both of its neighbours have a fixed form" },
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
    why: "an address without a host is none of ours, and nobody signs for it",
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
];
