import type { CountryCode } from "libphonenumber-js/min";
import { describe, expect, it } from "vitest";
import { countryOf, type E164, isCountry, maskPhone, normalizePhone } from "../src/index.ts";

const SAME_NUMBER = "+14155550132";
const phoneOf = (input: string, country?: CountryCode) => {
  const result = normalizePhone(input, country);
  return result.ok ? result.phone : result.problem;
};

describe("the spellings of one number", () => {
  it.each([
    "+14155550132",
    "+1 415 555 0132",
    "+1 (415) 555-0132",
    "+1-415-555-0132",
    "+1.415.555.0132",
    "+1 415/555/0132",
    "+1\u00a0415\u00a0555\u00a00132",
    "+1\u2010415\u2010555\u20100132",
    "+1\u2011415\u2011555\u20110132",
    "+1\u2012415\u2012555\u20120132",
    "+1\u2013415\u2013555\u20130132",
    "+1\u202f415\u202f555\u22120132",
    " +14155550132",
    "+14155550132 ",
    "+ 1 415 555 0132",
    "(+1) 415 555 0132",
    "+(1)4155550132",
    "+1 4 1 5 5 5 5 0 1 3 2",
    "0014155550132",
    "00 1 415 555 0132",
    "(00) 1 415 555 0132",
    "+1 1 415 555 0132",
    "+114155550132",
  ])("%j is the same number", (spelling) => {
    expect(phoneOf(spelling)).toBe(SAME_NUMBER);
  });

  it.each([
    ["more than 32 characters", `+14155550132${" ".repeat(21)}`, "too-long"],
    ["32 KiB", "+1".padEnd(32_768, "4"), "too-long"],
    ["nothing", "", "empty"],
    ["blanks only", "  \u00a0 ", "empty"],
    ["a newline at the end", "+14155550132\n", "characters"],
    ["a newline in front", "\n+14155550132", "characters"],
    ["a carriage return", "+14155550132\r", "characters"],
    ["a tab", "+1415\t5550132", "characters"],
    ["a NUL", "+14155550132\u0000", "characters"],
    ["an escape", "\u001b+14155550132", "characters"],
    ["a delete", "+1415\u007f5550132", "characters"],
    ["a C1 control", "+1415\u00855550132", "characters"],
    ["letters of a keypad", "+1 415 555 CALL", "characters"],
    ["text around it", "call me at +14155550132", "characters"],
    ["a tel: link", "tel:+14155550132", "characters"],
    ["a zero-width space", "+1415\u200b5550132", "characters"],
    ["a zero-width joiner", "+1415\u200d5550132", "characters"],
    ["a byte order mark", "\ufeff+14155550132", "characters"],
    ["a soft hyphen", "+1415\u00ad5550132", "characters"],
    ["a right-to-left override", "\u202e+14155550132", "characters"],
    ["a left-to-right embedding, as copied from contacts", "\u202a+14155550132\u202c", "characters"],
    ["a bidi isolate", "\u2066+14155550132\u2069", "characters"],
    ["full-width digits", "+1415555013\uff12", "characters"],
    ["a full-width plus", "\uff0b14155550132", "characters"],
    ["Arabic digits", "+1415555013\u0662", "characters"],
    ["Devanagari digits", "+1415555013\u0968", "characters"],
    ["an RFC 3966 extension", "+14155550132;ext=5", "characters"],
    ["a dialled extension", "+14155550132,,123#", "characters"],
    ["an extension with x", "+14155550132 x5", "characters"],
    ["markup", "+14155550132<script>", "characters"],
    ["a quote", "+14155550132'--", "characters"],
    ["two numbers", "+14155550132 +14155550133", "characters"],
    ["two numbers with one plus", "+14155550132/4155550133", "impossible"],
    ["two pluses", "++14155550132", "characters"],
    ["a plus behind the digits", "14155550132+", "characters"],
    ["a plus alone", "+", "characters"],
    ["a country code alone", "+1", "impossible"],
    ["a code that no country has", "+999 4155550132", "impossible"],
    ["more than 15 digits", "+4915123456789012", "impossible"],
    ["zeros", "0000", "impossible"],
    ["no country", "(415) 555-0132", "country-missing"],
    ["an exit code of one country only", "011 1 415 555 0132", "country-missing"],
  ])("with %s it is refused", (_what, spelling, problem) => {
    expect(normalizePhone(spelling)).toEqual({ ok: false, problem });
  });

  it("with 32 characters it is still read", () => {
    expect(phoneOf(SAME_NUMBER.padEnd(32, " "))).toBe(SAME_NUMBER);
  });
});

describe("numbers written as at home", () => {
  it.each([
    ["(415) 555-0132", "US", SAME_NUMBER],
    ["1 415 555 0132", "US", SAME_NUMBER],
    ["98765 43210", "IN", "+919876543210"],
    ["098765 43210", "IN", "+919876543210"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["11 15 2345-6789", "AR", "+5491123456789"],
    ["06 698 12345", "IT", "+390669812345"],
  ] as const)("%s in %s is %s", (written, country, phone) => {
    expect(phoneOf(written, country)).toBe(phone);
  });

  it.each(["+91 98765-43210", "00 91 98765 43210", "011 91 98765 43210"])(
    "%s keeps its own country, whichever one was chosen",
    (written) => {
      expect(normalizePhone(written, "US")).toEqual({ ok: true, phone: "+919876543210", country: "IN" });
    },
  );
});

describe("a number that reads otherwise once it is in E.164", () => {
  it("is refused where it can exist only beside a country, as the server would refuse it", () => {
    expect(phoneOf("(511) 543-3811", "GD")).toBe("impossible");
    expect(phoneOf("+1 511 543 3811")).toBe("impossible");
  });

  it("is refused where its result would be a second spelling of another number", () => {
    expect(phoneOf("+375 0 8124451348")).toBe("impossible");
    expect(phoneOf("+375 8124451348")).toBe("+375124451348");
  });
});

describe("the habits of countries", () => {
  it.each([
    ["keeps the leading zero of Italy", "+39 06 698 12345", "+390669812345"],
    ["drops the (0) of Britain", "+44 (0)20 7946 0018", "+442079460018"],
    ["drops the (0) of France", "+33 (0)6 12 34 56 78", "+33612345678"],
    ["drops a bare 0 of France", "+33 06 12 34 56 78", "+33612345678"],
    ["turns the 15 of an Argentine mobile into the 9", "+54 11 15 2345-6789", "+5491123456789"],
    ["also behind the Argentine 0", "+54 011 15 2345-6789", "+5491123456789"],
    ["leaves the 9 of an Argentine mobile", "+54 9 11 2345-6789", "+5491123456789"],
    ["folds a doubled +1", "+1 1 415 555 0132", SAME_NUMBER],
    ["takes a seven-digit number", "+683 4002", "+6834002"],
    ["takes a satellite number, which has no country", "+870 773111632", "+870773111632"],
  ])("%s: %s", (_habit, written, phone) => {
    expect(phoneOf(written)).toBe(phone);
  });

  it.each(["+14155550132", "+12125550123", "+16045550142", "+18765550110"])(
    "%s of North America is taken, where mobile and fixed lines look alike",
    (phone) => {
      expect(phoneOf(phone)).toBe(phone);
    },
  );
});

describe("a masked number", () => {
  it.each([
    ["+14155550132", "+1415•••••32"],
    ["+919876543210", "+9198••••••10"],
    ["+6834002", "+6••••02"],
  ])("of %s is %s", (phone, masked) => {
    expect(maskPhone(phone as E164)).toBe(masked);
  });
});

describe("the country of a number", () => {
  it.each([
    ["+14155550132", "US"],
    ["+16045550142", "CA"],
    ["+919876543210", "IN"],
    ["+870773111632", undefined],
    ["+999123456789", undefined],
  ])("%s is %s", (phone, country) => {
    expect(countryOf(phone as E164)).toBe(country);
    expect(countryOf(phone as E164)).toBe(country);
  });

  it("is known again, also of more numbers than are remembered", () => {
    const numbers = Array.from({ length: 600 }, (_, n) => `+1415555${1000 + n}` as E164);
    for (const phone of [...numbers, ...numbers]) expect(countryOf(phone)).toBe("US");
  });

  it.each([
    ["US", true],
    ["IN", true],
    ["us", false],
    ["XX", false],
    ["", false],
  ])("is known by its code: %j, %s", (code, isKnown) => {
    expect(isCountry(code)).toBe(isKnown);
  });
});
