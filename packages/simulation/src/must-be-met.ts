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
  ...["receipt: moved", "receipt: kept", "receipt: unknown"],
];

/** Each fault and each outcome: in a long run one of them that is missing is a failure of the simulation. */
export const MUST_BE_MET: readonly string[] = [
  ...FAULTS,
  ...EVENTS.map((event) => `event: ${event}`),
  ...OUTCOMES,
];

/** Branches that cannot be taken here, or so seldom that a run may miss them, each with the reason. */
const BEYOND: readonly { text: RegExp; why: string }[] = [
  {
    text: /^\?\? resendCooldowns\[0\]$/,
    why: "the list is never shorter than the index, which the type cannot say",
  },
  {
    text: /^throw new AuthError\("INTERNAL"\);$/,
    why: "a code is never made with a key that the process does not have",
  },
  {
    text: /^(return startOnce\(|: answerOnce\(|return again;$|(async )?function (startOnce|answerOnce|withdraw|challengeIdOf|answerAgain)\(|await refundQuietly\(charge\); return null;$)/,
    why: "nobody here sends an Idempotency-Key; two processes over one database are asked with it elsewhere",
  },
  {
    text: /^(&& \(await openSession\(deps, replaces, requester\)\)\?\.session|&& replacementOf\(deps, given\.replaced, requester\)|function replacementOf\()/,
    why: "nobody here signs in over a session that the browser has; the stores are asked to elsewhere",
  },
  { text: /^\? undefined$/, why: "nobody here signs in more than twenty times" },
  { text: /^return address;$/, why: "an IPv4 network is shortened elsewhere; for the limits by network" },
];

export function unexpectedlyUnmet(unmet: readonly Unmet[]): Unmet[] {
  return unmet.filter(({ text }) => !BEYOND.some((each) => each.text.test(text)));
}
