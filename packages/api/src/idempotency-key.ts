import { AuthError } from "@sixdigit/contracts";
import { z } from "zod";

/** Long enough that nobody guesses the key of another; in quotes, as the draft of the IETF has it, or without. */
const KEY = /^"?([A-Za-z0-9_-]{16,128})"?$/;

/** For the OpenAPI document. */
export const idempotencyHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,128}$/)
    .optional()
    .describe("Names an attempt: requests with the same one are answered alike, and send one message."),
});

/** @throws AuthError `INVALID_INPUT` */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, key] = KEY.exec(header) ?? [];
  if (key !== undefined) return key;
  throw new AuthError("INVALID_INPUT", {
    fieldErrors: { "Idempotency-Key": ["16 to 128 letters, digits, - and _, such as a UUID"] },
  });
}
