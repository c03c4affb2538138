const DEFAULT_LENGTH = 6;

/** The digits of what was typed, at most as many as a code can have. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, "").slice(0, 10);
}

/**
 * The code in a pasted text: `123456`, `123 456`, `123-456`, or a whole message around it. Undefined when the text holds
 * no run of that many digits; then it is pasted like any other text.
 */
export function codeFromText(text: string, length = DEFAULT_LENGTH): string | undefined {
  const inOnePiece = new RegExp(`(?<!\\d)\\d{${length}}(?!\\d)`);
  const inGroups = new RegExp(`(?<!\\d)\\d(?:[\\s\\-\\u2010-\\u2013]?\\d){${length - 1}}(?!\\d)`);
  const found = inOnePiece.exec(text) ?? inGroups.exec(text);
  return found ? digitsOf(found[0]) : undefined;
}
