import { AUTH_ERRORS, AuthError, type AuthErrorCode, type Refusal } from "@sixdigit/contracts";
import { TRPCError } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { z } from "zod";

type TrpcCode = TRPCError["code"];

/** The one mapping of our codes to tRPC's; their HTTP status follows from it. */
const TRPC_CODES = {
  INVALID_INPUT: "BAD_REQUEST",
  PHONE_INVALID: "BAD_REQUEST",
  PHONE_NOT_ALLOWED: "FORBIDDEN",
  CODE_INVALID: "UNAUTHORIZED",
  CODE_EXPIRED: "UNAUTHORIZED",
  TOO_MANY_ATTEMPTS: "TOO_MANY_REQUESTS",
  RESEND_TOO_SOON: "TOO_MANY_REQUESTS",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  PROOF_REQUIRED: "FORBIDDEN",
  SEND_FAILED: "BAD_GATEWAY",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  INTERNAL: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<AuthErrorCode, TrpcCode>;

/** tRPC's own refusals (a body that is no JSON, an unknown procedure, a wrong method) in our codes. */
const OUR_CODES: Partial<Record<TrpcCode, AuthErrorCode>> = {
  BAD_REQUEST: "INVALID_INPUT",
  PARSE_ERROR: "INVALID_INPUT",
  METHOD_NOT_SUPPORTED: "INVALID_INPUT",
  UNSUPPORTED_MEDIA_TYPE: "INVALID_INPUT",
  PAYLOAD_TOO_LARGE: "INVALID_INPUT",
  NOT_FOUND: "NOT_FOUND",
};

/** How long a client should leave an unavailable service alone when nobody knows better. */
const UNAVAILABLE_RETRY_SECONDS = 5;

export function toTrpcError(error: AuthError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error });
}

/**
 * What a client is told of an error. Only an `AuthError` and tRPC's own refusals speak for themselves; of everything
 * else nothing leaves the server but the request id (ASVS 16.5.1).
 */
export function toRefusal(error: unknown, requestId: string): Refusal {
  const { code, details } = readError(error);
  const { message } = AUTH_ERRORS[code];
  const wait = details.retryAfterSeconds ?? (code === "UNAVAILABLE" ? UNAVAILABLE_RETRY_SECONDS : undefined);
  return {
    success: false,
    message,
    code,
    requestId,
    ...details,
    ...(wait !== undefined && { retryAfterSeconds: wait }),
  };
}

/** A refusal as tRPC's clients read it: the same fields, in the error's `data`. */
export function toTrpcShape({ code: authCode, ...refusal }: Refusal, code: TrpcCode, httpStatus: number) {
  return {
    message: refusal.message,
    code: TRPC_ERROR_CODES_BY_KEY[code],
    data: { code, httpStatus, authCode, ...refusal },
  };
}

/** What tRPC itself would answer, for a refusal that comes before it is asked. */
export function toTrpcAnswer(refusal: Refusal, httpStatus: number) {
  return { error: toTrpcShape(refusal, TRPC_CODES[refusal.code], httpStatus) };
}

function readError(error: unknown): Pick<AuthError, "code" | "details"> {
  if (error instanceof AuthError) return error;
  if (error instanceof z.ZodError) {
    return { code: "INVALID_INPUT", details: { fieldErrors: fieldErrors(error) } };
  }
  if (error instanceof TRPCError) {
    if (error.cause instanceof AuthError || error.cause instanceof z.ZodError) return readError(error.cause);
    return { code: OUR_CODES[error.code] ?? "INTERNAL", details: {} };
  }
  return { code: "INTERNAL", details: {} };
}

const MAX_NAMED_FIELDS = 10;

/** Which fields are wrong and how; a key that should not be there counts as a field. */
function fieldErrors({ issues }: z.ZodError): Record<string, string[]> {
  const named = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ field: key, message: "This is not known here." }))
      : [{ field: issue.path.join(".") || "body", message: issue.message }],
  );
  const byField = Object.groupBy(named.slice(0, MAX_NAMED_FIELDS), ({ field }) => field.slice(0, 64));
  return Object.fromEntries(
    Object.entries(byField).map(([field, wrong]) => [field, (wrong ?? []).map(({ message }) => message)]),
  );
}
