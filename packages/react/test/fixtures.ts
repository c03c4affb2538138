import { type E164, normalizePhone } from "@sixdigit/contracts";
import type { CodeLife } from "../src/flow/code-life.ts";

export const noon = Date.parse("2026-01-01T12:00:00Z");

export function e164(text: string): E164 {
  const read = normalizePhone(text);
  if (!read.ok) throw new Error(`${text} is no number`);
  return read.phone;
}

export const phone = e164("+14155550132");

/** A code of six digits that was sent at noon. */
export function sentLife(changes: Partial<CodeLife> = {}): CodeLife {
  const times = { sentAt: noon, expiresAt: noon + 600_000, resendAt: noon + 30_000 };
  return { state: "sent", codeLength: 6, sends: 1, ...times, ...changes };
}
