import { describe, expect, it } from "vitest";
import { measureSms } from "../src/index.ts";

/** 3GPP TS 23.038, 6.2.1: the rows of the table from 0x00 on, without the escape at 0x1B. */
const DEFAULT_ALPHABET = [
  "@£$¥èéùìòÇ\nØø\rÅå",
  "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
  " !\"#¤%&'()*+,-./",
  "0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNO",
  "PQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmno",
  "pqrstuvwxyzäöñüà",
].join("");

describe("the size of a message", () => {
  it("is one septet for each of the 127 characters of the default alphabet", () => {
    expect(new Set(DEFAULT_ALPHABET).size).toBe(127);
    expect(measureSms(DEFAULT_ALPHABET)).toEqual({ encoding: "GSM-7", units: 127, fitsOneSegment: true });
  });

  it.each([..."^{}\\[~]|€\f"])("is two septets for %j of the extension table", (character) => {
    expect(measureSms(character)).toEqual({ encoding: "GSM-7", units: 2, fitsOneSegment: true });
  });

  it("is nothing for nothing", () => {
    expect(measureSms("")).toEqual({ encoding: "GSM-7", units: 0, fitsOneSegment: true });
  });

  it.each([
    ["a".repeat(160), 160, true],
    ["a".repeat(161), 161, false],
    ["a".repeat(158).concat("€"), 160, true],
    ["a".repeat(159).concat("€"), 161, false],
    ["€".repeat(80), 160, true],
    ["€".repeat(81), 162, false],
  ])("fills a segment with 160 septets (%#)", (text, units, fitsOneSegment) => {
    expect(measureSms(text)).toEqual({ encoding: "GSM-7", units, fitsOneSegment });
  });

  it.each(["\u2019", "\u201c", "ç", "ê", "а", "`", "\t", "\u00a0", "\u001b", "\u2011", "е", "你"])(
    "is counted in UCS-2 as soon as %j is in it",
    (character) => {
      expect(measureSms(`plain ${character}`)).toEqual({ encoding: "UCS-2", units: 7, fitsOneSegment: true });
    },
  );

  it("is 70 units at most in UCS-2, so that one curly quote costs more than half of the room", () => {
    expect(measureSms("\u2019".padEnd(70, "a"))).toEqual({
      encoding: "UCS-2",
      units: 70,
      fitsOneSegment: true,
    });
    expect(measureSms("\u2019".padEnd(71, "a"))).toEqual({
      encoding: "UCS-2",
      units: 71,
      fitsOneSegment: false,
    });
  });

  it("is two units for a character beyond the basic plane", () => {
    expect(measureSms("😀".repeat(35))).toEqual({ encoding: "UCS-2", units: 70, fitsOneSegment: true });
    expect(measureSms("😀".repeat(36)).fitsOneSegment).toBe(false);
  });
});
