/** Sealed cookies, bearer tokens, and whatever is as long as one of our secrets or its hash. */
const SECRETS = [
  /Fe26\.2\*[^\s"\\;]+/g,
  /(?<=\b(?:Bearer|Basic) )[^\s"\\]+/gi,
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.[\w-]{43}/gi,
  /(?<![\w-])[\w-]{43}(?![\w-])/g,
];
/** With a plus or its percent code; without, only in a text and never as a JSON number. */
const PHONES = [
  /(\+|%2B)([1-9]\d{2,3})\d{2,10}(\d\d)(?!\d)/gi,
  /(?<![\w.:,[+-])()([1-9]\d{2,3})\d{5,9}(\d\d)(?![\w.])/g,
];
/** What a terminal or an editor obeys instead of showing it: JSON escapes only those below the space. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

/**
 * A line of JSON without phone numbers (LOG-02), credentials (ASVS 16.2.5) and characters that could forge another line or
 * turn it around (ASVS 16.4.1). The last guard: what writes a line keeps them out of it in the first place.
 */
export function scrub(line: string): string {
  const secretless = SECRETS.reduce((text, pattern) => text.replace(pattern, "[secret]"), line);
  const maskedToo = PHONES.reduce((text, pattern) => text.replace(pattern, "$1$2•••$3"), secretless);
  return maskedToo.replace(INVISIBLE, asEscapes);
}

function asEscapes(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
