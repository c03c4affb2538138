/** 3GPP TS 23.038, 6.2.1: the default alphabet, one septet a character. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** 6.2.1.1: the extension table, two septets a character. */
const EXTENSION = new Set("\f^{}\\[~]|€");

export const SEPTETS_IN_ONE_SEGMENT = 160;
export const UCS2_UNITS_IN_ONE_SEGMENT = 70;

export type SmsSize = { encoding: "GSM-7" | "UCS-2"; units: number; fitsOneSegment: boolean };

/** How a text travels: its encoding, its length in septets or UTF-16 units, and whether one segment holds it. */
export function measureSms(text: string): SmsSize {
  const characters = [...text];
  if (characters.every((each) => BASIC.has(each) || EXTENSION.has(each))) {
    const units = characters.reduce((sum, each) => sum + (EXTENSION.has(each) ? 2 : 1), 0);
    return { encoding: "GSM-7", units, fitsOneSegment: units <= SEPTETS_IN_ONE_SEGMENT };
  }
  const units = text.length;
  return { encoding: "UCS-2", units, fitsOneSegment: units <= UCS2_UNITS_IN_ONE_SEGMENT };
}
