import type { E164 } from "@sixdigit/contracts";

/**
 * A number that an address names, with `+` and its country's code; the server says whether it can exist. Needs no
 * numbering plan, so that the code step is there without one.
 */
export function phoneFromText(text: string): E164 | undefined {
  const digits = text.replace(/[\s().-]/g, "").replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(digits) ? (digits as E164) : undefined;
}
