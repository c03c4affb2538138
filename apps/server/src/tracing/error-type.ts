import { AUTH_ERRORS, AuthError } from "@sixdigit/contracts";

/** Whether it is a fault of ours or of what we depend on; what is refused is none. */
export function isFault(error: unknown): boolean {
  return !(error instanceof AuthError) || AUTH_ERRORS[error.code].status >= 500;
}

/** What kind of error it is: its code, such as `UNAVAILABLE` or `ECONNRESET`, or the name of its class. Never its words. */
export function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^\w{1,40}$/.test(code) ? code : error.constructor.name;
}
