import { type E164, normalizePhone } from "@sixdigit/contracts";
import type { CodeTiming } from "../src/code/code-timing.ts";

export const phone = e164("+14155550132");
export const noon = Date.parse("2026-01-01T12:00:00.000Z");

export function e164(text: string): E164 {
  const result = normalizePhone(text);
  if (!result.ok) throw new Error(`not a phone number: ${text}`);
  return result.phone;
}

/** A code of six digits, sent at noon, good for ten minutes, to be sent again after thirty seconds. */
export function timing(): CodeTiming {
  const life = { sentAt: noon, expiresAt: noon + 600_000 };
  return { phone, state: "sent", codeLength: 6, ...life, resendAt: noon + 30_000 };
}
