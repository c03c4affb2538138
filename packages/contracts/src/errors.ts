/** Every refusal that a client can meet, with its HTTP status and the English sentence that goes with it. */
export const AUTH_ERRORS = {
  INVALID_INPUT: { status: 400, message: "The request is not understood." },
  PHONE_INVALID: {
    status: 400,
    message: "This is not a phone number that can exist. Write it with + and the country code.",
  },
  PHONE_NOT_ALLOWED: { status: 403, message: "We do not send messages to this number." },
  CODE_INVALID: { status: 401, message: "This code is not right. Check the latest message and try again." },
  CODE_EXPIRED: { status: 401, message: "This code has expired. Ask for a new one." },
  TOO_MANY_ATTEMPTS: { status: 429, message: "Too many wrong codes. Ask for a new one and try again." },
  RESEND_TOO_SOON: { status: 429, message: "A message was just sent. Wait a little before the next one." },
  RATE_LIMITED: { status: 429, message: "Too many requests. Wait a little and try again." },
  PROOF_REQUIRED: { status: 403, message: "A proof of work is needed for this request." },
  SEND_FAILED: { status: 502, message: "The message could not be sent. Try again in a moment." },
  UNAUTHENTICATED: { status: 401, message: "You are not signed in." },
  FORBIDDEN: { status: 403, message: "This is not allowed from here." },
  NOT_FOUND: { status: 404, message: "There is nothing here." },
  UNAVAILABLE: { status: 503, message: "The service is not available for a moment. Try again shortly." },
  INTERNAL: {
    status: 500,
    message: "Something went wrong on our side. Try again, or tell us the request id.",
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type AuthErrorCode = keyof typeof AUTH_ERRORS;

export const AUTH_ERROR_CODES = Object.keys(AUTH_ERRORS) as AuthErrorCode[];

/** What a refusal may carry beside its code. */
export type AuthErrorDetails = {
  /** Whole seconds until it is worth asking again (for a new code, where the attempts at one are used up); at least 1. */
  retryAfterSeconds?: number;
  /** For the holder of a challenge only. */
  attemptsLeft?: number;
  /** Field name to what is wrong with it. */
  fieldErrors?: Record<string, string[]>;
  /** With `PROOF_REQUIRED`: what is to be solved. */
  proof?: ProofPuzzle;
};

/**
 * A proof of work in ALTCHA's form: which number from 0 to `maxnumber`, written behind the salt, has the hash `challenge`?
 * The answer is base64 of JSON of these fields and `number`.
 */
export type ProofPuzzle = {
  algorithm: string;
  challenge: string;
  salt: string;
  signature: string;
  maxnumber: number;
};

/** The body of every refusal, over REST as it stands and over tRPC in `error.data` (the code there as `authCode`). */
export type Refusal = AuthErrorDetails & {
  success: false;
  message: string;
  code: AuthErrorCode;
  requestId: string;
};

/** A refusal on its way to the client. Callers look at `code`, never at the message. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;
  readonly details: AuthErrorDetails;
  /** Of `UNAVAILABLE`: what was asked for has certainly not happened, and will not. Any other may have, or still may. */
  readonly isWithoutEffect: boolean;

  constructor(
    code: AuthErrorCode,
    details: AuthErrorDetails = {},
    { isWithoutEffect = false, ...options }: { cause?: unknown; isWithoutEffect?: boolean } = {},
  ) {
    super(AUTH_ERRORS[code].message, options);
    this.code = code;
    this.details = details;
    this.isWithoutEffect = isWithoutEffect;
  }
}

/** Whole seconds to wait, never less than 1 (RFC 9110, Retry-After). */
export function secondsUntil(then: Date, now: Date): number {
  return Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 1000));
}
