import type { ServerResponse } from "node:http";
import type { AuthErrorCode } from "@sixdigit/contracts";

const refusals = new WeakMap<object, AuthErrorCode>();

/** Notes with which code an answer refuses, for whoever looks at it afterwards. */
export function noteRefusal(res: ServerResponse, code: AuthErrorCode): void {
  refusals.set(res, code);
}

/** What became of a request: `OK`, the code of a refusal, or `ABORTED` when its answer was not taken. */
export function outcomeOf(res: ServerResponse): AuthErrorCode | "OK" | "ABORTED" {
  if (!res.writableFinished) return "ABORTED";
  return refusals.get(res) ?? "OK";
}
