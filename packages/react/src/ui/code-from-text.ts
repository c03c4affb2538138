import { asciiDigits } from "../phone/digits.ts";

/** The digits of what was typed, in whatever script, at most as many as the code has. */
export function digitsOf(text: string, length: number): string {
  return asciiDigits(text).replace(/\D/g, "").slice(0, length);
}

/**
 * The code in a pasted text: `123456`, `123 456`, `123-456`, or a whole message around it. Undefined when the text holds
 * no run of that many digits; then it is pasted like any other text.
 */
export function codeFromText(text: string, length: number): string | undefined {
  const plain = asciiDigits(text);
  const inOnePiece = new RegExp(`(?<!\\d)\\d{${length}}(?!\\d)`);
  const inGroups = new RegExp(`(?<!\\d)\\d(?:[\\s\\-\\u2010-\\u2013]?\\d){${length - 1}}(?!\\d)`);
  const found = inOnePiece.exec(plain) ?? inGroups.exec(plain);
  return found ? digitsOf(found[0], length) : undefined;
}
