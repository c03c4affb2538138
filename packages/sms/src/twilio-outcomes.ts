import { z } from "zod";
import {
  MAY_BE_ON_ITS_WAY,
  NOT_FROM_HERE,
  outcomeOfStatus,
  REJECTED,
  TRANSIENT,
  type Verdict,
} from "./verdict.ts";

/** A code in an answer: a number, in some of them as text. One with more digits is none, and may be somebody's number. */
export const twilioCode = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^[0-9]+$/)
      .transform(Number),
  ])
  .refine((code) => code > 0 && code < 1_000_000);

/** Twilio's error codes (twilio.com/docs/api/errors). Those of Verify are here so that no known code is unmapped. */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map([
  // The account: whatever the number is, another provider may take it.
  [20003, TRANSIENT], // wrong credentials
  [20429, TRANSIENT], // too many requests
  [21611, TRANSIENT], // the sender's queue is full
  [63017, TRANSIENT], // more than 2,000 messages a second
  [30001, TRANSIENT], // queue overflow
  [30022, TRANSIENT], // 10DLC rate
  [60212, TRANSIENT], // Verify: too many at once
  // This number from this sender: another provider's sender may reach it.
  [21408, NOT_FROM_HERE], // the account has not permitted this country
  [21606, NOT_FROM_HERE], // the sender cannot send there
  [21608, NOT_FROM_HERE], // a trial account sends to numbers of its own only
  [21612, NOT_FROM_HERE], // no route between the two
  // This number, or what its owner wants.
  [21211, REJECTED], // not a number
  [21610, REJECTED], // unsubscribed: to send by another way would be against the owner's will
  [21614, REJECTED], // not a mobile
  [21635, REJECTED], // a landline
  [30003, REJECTED], // the handset is unreachable
  [30005, REJECTED], // unknown handset
  [30006, REJECTED], // a landline, or a carrier out of reach
  [30007, REJECTED], // filtered by the carrier
  [60202, REJECTED], // Verify: too many checks
  [60203, REJECTED], // Verify: too many sends
  [60410, REJECTED], // Verify: fraud guard
  [60605, REJECTED], // Verify: blocked country
  // The carrier does not say.
  [30008, MAY_BE_ON_ITS_WAY],
]);

/** What Twilio's error means. Of a code that is in no table only the HTTP status is known. */
export function twilioVerdict(code: number | undefined, status: number): Verdict {
  const known = code === undefined ? undefined : VERDICTS.get(code);
  return known ?? { outcome: outcomeOfStatus(status) };
}
