/** The first digit of each script whose digits people type where our languages are read. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];

/** Arabic, Persian, Devanagari and full-width digits as 0 to 9; all else as it is. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(ZEROS.map((zero) => code - zero).find((value) => value >= 0 && value <= 9));
  });
}

/** What a keyboard or a right-to-left text puts beside the digits without showing it. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");
}
