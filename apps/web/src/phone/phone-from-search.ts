import { type E164, normalizePhone } from "@sixdigit/contracts";

/**
 * The number that the address names. Anybody can write an address, so it is read like typed text; a `+` that was not
 * escaped arrives as a space.
 */
export function phoneFromSearch(search: string): E164 | undefined {
  const written = new URLSearchParams(search).get("phone") ?? "";
  const result = normalizePhone(written.replace(/^ /, "+"));
  return result.ok ? result.phone : undefined;
}

export function otpPath(phone: E164): string {
  return `/otp?${new URLSearchParams({ phone })}`;
}
