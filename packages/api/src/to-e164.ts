import { AuthError, type E164, normalizePhone } from "@sixdigit/contracts";

/** @throws AuthError `PHONE_INVALID` */
export function toE164(phoneNumber: string): E164 {
  const result = normalizePhone(phoneNumber);
  if (!result.ok) throw new AuthError("PHONE_INVALID");
  return result.phone;
}
