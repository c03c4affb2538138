import type { Unmet } from "./branches.ts";
import { EVENTS, PORT_FAULTS, RECEIPT_FAULTS, SENDER_FAULTS } from "./faults.ts";

const FAULTS = [...PORT_FAULTS, ...SENDER_FAULTS, ...RECEIPT_FAULTS].map((fault) => `fault: ${fault}`);
const OUTCOMES = [
  ...["done", "PHONE_NOT_ALLOWED", "RATE_LIMITED", "RESEND_TOO_SOON", "SEND_FAILED", "UNAVAILABLE"].flatMap(
    (outcome) => [`request: ${outcome}`, `resend: ${outcome}`],
  ),
  ...["CODE_INVALID", "CODE_EXPIRED", "TOO_MANY_ATTEMPTS"].map((refusal) => `resend: ${refusal}`),
  ...["signed in by its holder", "signed in by number alone", "burst of guesses", "right code: overtaken"],
  ...["CODE_INVALID", "CODE_EXPIRED", "TOO_MANY_ATTEMPTS", "UNAVAILABLE"].map(
    (refusal) => `verify by its holder: ${refusal}`,
  ),
  ...["CODE_INVALID", "TOO_MANY_ATTEMPTS", "UNAVAILABLE"].map(
    (refusal) => `verify by number alone: ${refusal}`,
  ),
  ...["send: a new code", "send: the same code", "send: another call was first"],
  ...[
    "request: TOO_MANY_ATTEMPTS",
    "request: PROOF_REQUIRED",
    "resend: PROOF_REQUIRED",
    "request by a known browser",
  ],
  ...["session: opened", "session: refused", "list: done", "revoke: done", "revoke: NOT_FOUND"],
  ...["session: rotated", "session: another call rotated it, or it has ended", "session: ended by reuse"],
  ...["session: ended, because there were too many", "history: done"],
  ...["account: deleted", "exportAccount: done"],
  ...["revokeOthers: done", "signOut: done", "signOut: UNAVAILABLE"],
  ...["phone", "device", "network", "network-56", "network-48", "range", "service"].map(
    (by) => `refused by a limit of: ${by}`,
  ),
  ...["block of range", "block of country", "step-up of range", "step-up of country", "step-up of all"].map(
    (measure) => `measure by itself: ${measure}`,
  ),
  "refused by a block",
  ...["receipt: moved", "receipt: kept", "receipt: unknown"],
];

/** Each fault and each outcome: in a long run one of them that is missing is a failure of the simulation. */
export const MUST_BE_MET: readonly string[] = [
  ...FAULTS,
  ...EVENTS.map((event) => `event: ${event}`),
  ...OUTCOMES,
];

/** Of a text that stands for a branch. */
const BEGINNING = 50;

type Beyond = { in: string; text: string; why: string; times?: number };
const READ = "each read has its answer, which the types cannot say";
const OPERATOR = "what an operator asks for";
const RECEIPT = "a receipt that cannot be read is nobody's here";
const SAME_MOMENT = "of two that are of one millisecond the order is told by the suite of the stores";

/** Branches that nothing here takes, by how their text begins, each with the reason. */
export const BEYOND: readonly Beyond[] = [
  {
    in: "auth/src/requester.ts",
    text: "return address;",
    why: "an IPv4 network is shortened elsewhere, for the limits by network",
  },
  {
    in: "auth/src/send-code.ts",
    text: 'throw new AuthError("INTERNAL");',
    why: "a code is never made with a key that the process does not have",
  },
  {
    in: "auth/src/start-once.ts",
    text: 'throw new AuthError("INTERNAL");',
    why: "an id of 128 random bits is nobody's",
  },
  {
    in: "auth/src/use-cases/sign-in-history.ts",
    text: "? undefined",
    why: "nobody here signs in more than twenty times",
  },
  { in: "rate-limit/src/attempt.ts", text: "() => {}", why: "somebody is always told" },
  { in: "rate-limit/src/attempt.ts", text: "?? 0", why: READ },
  {
    in: "rate-limit/src/conversion.ts",
    text: "function conversionSeriesOf(rules: readonly Conver",
    why: OPERATOR,
  },
  { in: "rate-limit/src/limits.ts", text: "?? []", why: RECEIPT },
  {
    in: "rate-limit/src/measures.ts",
    text: "function measureIn(series: string): Measure | unde",
    why: OPERATOR,
  },
  { in: "rate-limit/src/memory.ts", text: "?? 0", why: READ },
  { in: "rate-limit/src/memory.ts", text: "async () => {}", why: "nobody ends here" },
  {
    in: "rate-limit/src/memory.ts",
    text: "async lasting(prefix, now) { const lasting = [...a",
    why: OPERATOR,
  },
  {
    in: "rate-limit/src/memory.ts",
    text: "for (const [name, { endsAt }] of all) if (endsAt <",
    why: "no run is as long as to be tidied",
  },
  { in: "rate-limit/src/receipt.ts", text: "return undefined;", why: RECEIPT },
  {
    in: "rate-limit/src/rule-lines.ts",
    text: "?? null",
    why: "a soft line is asked about only where there is one",
  },
  { in: "rate-limit/src/verdict.ts", text: "?? 0", times: 3, why: READ },
  {
    in: "db/src/memory/account.ts",
    text: "({ createdAt, country, provider, status }) => ({ c",
    why: "messages are not kept by an account's number here",
  },
  {
    in: "db/src/memory/account.ts",
    text: 'delivery.phoneHash = "";',
    why: "messages are not kept by an account's number here",
  },
  {
    in: "db/src/memory/account.ts",
    text: "return false;",
    why: "two who delete one account at once are in the suite of the stores",
  },
  { in: "db/src/memory/audit.ts", text: "|| (a.id < b.id ? 1 : -1)", why: SAME_MOMENT },
  { in: "db/src/memory/challenges.ts", text: "|| b.sends - a.sends", why: SAME_MOMENT },
  { in: "db/src/memory/complete-sign-in.ts", text: "? 1", why: SAME_MOMENT },
  { in: "db/src/memory/sessions.ts", text: "? 1", why: SAME_MOMENT },
];

/** What was not met although it must be, and the reasons that none needs any more. */
export function unexpectedlyUnmet(unmet: readonly Unmet[], beyond = BEYOND): string[] {
  const left = [...unmet];
  const unneeded = beyond.filter((row) => {
    const isIts = ({ place, text }: Unmet) => place.includes(row.in) && text.slice(0, BEGINNING) === row.text;
    const { times = 1 } = row;
    const its = left.filter(isIts).slice(0, times);
    for (const each of its) left.splice(left.indexOf(each), 1);
    return its.length < times;
  });
  return [
    ...left.map(({ place, text }) => `${place} ${text.slice(0, BEGINNING)}`),
    ...unneeded.map(
      ({ in: file, text }) => `${file} ${text}: a reason for it not to be met that nothing needs`,
    ),
  ];
}
