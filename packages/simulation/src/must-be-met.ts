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
  ...["request: PROOF_REQUIRED", "resend: PROOF_REQUIRED", "request by a known browser"],
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

/** Branches that nothing here takes, or so seldom that a run may miss them, each with the reason. */
const BEYOND: readonly { in: string; text: RegExp; why: string }[] = [
  {
    in: "auth/src/challenge.ts",
    text: /^\?\? resendCooldowns\[0\]$/,
    why: "the list is never shorter than the index, which the type cannot say",
  },
  {
    in: "auth/src/",
    text: /^throw new AuthError\("INTERNAL"\);$/,
    why: "a code is never made with a key that the process does not have, and an id of 128 random bits is nobody's",
  },
  {
    in: "auth/src/continue-challenge.ts",
    text: /^\(\) => undefined$/,
    why: "a point that could not be given back by a call that another has overtaken",
  },
  {
    in: "auth/src/start-once.ts",
    text: /^(: null|return;)$/,
    why: "what is thrown is an AuthError; a challenge that was opened a moment ago is there",
  },
  {
    in: "auth/src/use-cases/sign-in-history.ts",
    text: /^\? undefined$/,
    why: "nobody here signs in more than twenty times",
  },
  {
    in: "auth/src/requester.ts",
    text: /^return address;$/,
    why: "an IPv4 network is shortened elsewhere; for the limits by network",
  },
  {
    in: "rate-limit/src/",
    text: /^\?\? (0|null)$/,
    why: "each read has its answer, and each line its number; the types cannot say so",
  },
  {
    in: "rate-limit/src/",
    text: /^(\?\? \[\]|return undefined;)$/,
    why: "a receipt that cannot be read is nobody's here",
  },
  {
    in: "rate-limit/src/",
    text: /^(function (conversionSeriesOf|measureIn)\(|\(\) => \{\}$)/,
    why: "what an operator asks for, and who is told of nothing",
  },
  {
    in: "rate-limit/src/memory.ts",
    text: /^(return;|for \(const \[name|async lasting|async \(\) => \{\}$)/,
    why: "no run is as long as to be tidied, and no operator looks",
  },
  {
    in: "db/src/memory/",
    text: /^(\|\| |\? 1$)/,
    why: "of two that are of one millisecond the order is told by the suite of the stores",
  },
  {
    in: "db/src/memory/account.ts",
    text: /^(return false;|delivery\.phoneHash = "";|\(\{ createdAt, country)/,
    why: "two who delete one account at once, and what goes with it, are in the suite of the stores",
  },
];

export function unexpectedlyUnmet(unmet: readonly Unmet[]): Unmet[] {
  const isBeyond = ({ place, text }: Unmet) =>
    BEYOND.some((each) => place.includes(each.in) && each.text.test(text));
  return unmet.filter((each) => !isBeyond(each));
}
