import type { Explained } from "../explained.ts";

export const sms: readonly Explained[] = [
  {
    file: "src/twilio-signature.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    why: "stands for a hash that is missing, and is none; for a path, which is never missing; and in an address without a host, which nobody signs",
  },
  {
    file: "src/twilio-signature.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    why: "an address without a host is none of ours, and nobody signs for it",
  },
  {
    file: "src/msg91-receipt.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    why: "an event without any id was refused before; the type cannot say so",
  },
  {
    file: "src/msg91-outcomes.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    why: "no code is in no table, as any other text",
  },
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
    replacement: '["Stryker was here"]',
    why: "the amount would be the second, which is missing too",
  },
  {
    file: "src/failover.ts",
    original: "performance.now() > lastStart",
    replacement: "performance.now() >= lastStart",
    why: "no clock stops at one point of a millisecond",
  },
  {
    file: "src/msg91-answer.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    why: "any text that is in no table does",
  },
];
