import type { AuthErrorCode, PhoneProblem } from "@sixdigit/contracts";
import { type RefusalData, refusalOf } from "../refusal.ts";

/** What the page itself finds, beside what the server refuses with. */
export type ProblemCode =
  | AuthErrorCode
  | `PHONE_${PhoneProblemName}`
  | "PHONE_COUNTRY"
  | "CODE_INCOMPLETE"
  | "CODE_GONE"
  | "NOTHING_TO_RESEND"
  | "NO_ANSWER"
  | "OFFLINE";
type PhoneProblemName = "EMPTY" | "TOO_LONG" | "CHARACTERS" | "COUNTRY_MISSING" | "IMPOSSIBLE";

/**
 * Where it is told. `field`: it is about what was typed. `sending`: about the next message. `service`: the form is as good
 * as it was, and pressing the button again may do.
 */
export type ProblemPlace = "field" | "sending" | "service";

export type Problem = {
  code: ProblemCode;
  place: ProblemPlace;
  /** Seconds, as the server named them. */
  waitSeconds?: number;
  /** When that wait is over (milliseconds on this device's clock). */
  until?: number;
  attemptsLeft?: number;
  requestId?: string;
  /** ISO code of the country that is meant. */
  country?: string;
  /** Only another code helps. */
  needsNewCode?: boolean;
};

const PHONE_PROBLEMS = {
  empty: "PHONE_EMPTY",
  "too-long": "PHONE_TOO_LONG",
  characters: "PHONE_CHARACTERS",
  "country-missing": "PHONE_COUNTRY_MISSING",
  impossible: "PHONE_IMPOSSIBLE",
} as const satisfies Record<PhoneProblem, ProblemCode>;

export function phoneProblem(problem: PhoneProblem, country?: string): Problem {
  return { code: PHONE_PROBLEMS[problem], place: "field", ...(country && { country }) };
}

const SERVICE: readonly ProblemCode[] = [
  "SEND_FAILED",
  "UNAVAILABLE",
  "INTERNAL",
  "PROOF_REQUIRED",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
];

/** The failure of a call as data. `now` in milliseconds. */
export function problemOf(error: unknown, now: number, online = true): Problem {
  const refusal = refusalOf(error);
  if (!refusal) return { code: online ? "NO_ANSWER" : "OFFLINE", place: "service" };
  return fromRefusal(refusal, now);
}

function fromRefusal(refusal: RefusalData, now: number): Problem {
  const { authCode: code, retryAfterSeconds, attemptsLeft, requestId } = refusal;
  const spent = code === "CODE_EXPIRED" || code === "TOO_MANY_ATTEMPTS" || attemptsLeft === 0;
  return {
    code,
    place: SERVICE.includes(code) ? "service" : "field",
    ...(requestId && { requestId }),
    ...(attemptsLeft !== undefined && { attemptsLeft }),
    ...(retryAfterSeconds !== undefined && {
      waitSeconds: retryAfterSeconds,
      until: now + retryAfterSeconds * 1000,
    }),
    ...(spent && { needsNewCode: true }),
  };
}
