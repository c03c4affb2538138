import type { AuthErrorCode, AuthErrorDetails } from "@sixdigit/contracts";

/** What stands in `error.data` of a refusal. */
export type RefusalData = AuthErrorDetails & { authCode: AuthErrorCode; message: string; requestId: string };

/** What the server said when it has answered, and no; undefined when nothing is known. */
export function refusalOf(error: unknown): RefusalData | undefined {
  const data = isRecord(error) ? error.data : undefined;
  return isRefusal(data) ? data : undefined;
}

function isRefusal(data: unknown): data is RefusalData {
  return isRecord(data) && typeof data.authCode === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
