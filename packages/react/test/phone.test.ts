import { getCountries, getCountryCallingCode } from "libphonenumber-js/min/es6";
import { describe, expect, test } from "vitest";
import { callingCodes } from "../src/phone/calling-codes.ts";
import { guessCountry, listCountries, regionOf, searchCountries } from "../src/phone/countries.ts";
import { loadPhoneTools } from "../src/phone/load-phone-tools.ts";
import { phoneFromText } from "../src/phone/phone-from-text.ts";
import { phone } from "./fixtures.ts";

describe("the list of countries", () => {
  test("has the calling codes of the phone parser", () => {
    const ofParser = getCountries().map((code): [string, string] => [code, getCountryCallingCode(code)]);
    expect([...callingCodes].sort()).toEqual(ofParser.sort());
  });

  test.each([
    ["en", "India"],
    ["hi", "भारत"],
    ["es", "India"],
    ["pt", "Índia"],
    ["fr", "Inde"],
    ["ar", "الهند"],
  ])("names each country in %s", (locale, name) => {
    const countries = listCountries(locale);
    expect(countries).toContainEqual({ code: "IN", name, callingCode: "91" });
    expect(countries.filter((each) => each.name === each.code)).toEqual([]);
    const names = countries.map((each) => each.name);
    expect(names).toEqual(names.toSorted(new Intl.Collator(locale).compare));
  });

  test("has only those that messages go to", () => {
    expect(listCountries("en", new Set(["US", "IN"])).map(({ code }) => code)).toEqual(["IN", "US"]);
  });

  test.each([
    ["ind", ["India", "Indonesia", "British Indian Ocean Territory"]],
    ["cote", ["Côte d’Ivoire"]],
    ["+91", ["India"]],
    ["91", ["India"]],
    ["united k", ["United Kingdom"]],
    ["xyz", []],
  ])("is searched by typing %j", (query, found) => {
    expect(searchCountries(listCountries("en"), query).map(({ name }) => name)).toEqual(found);
  });

  test("is whole before anything is typed", () => {
    expect(searchCountries(listCountries("en"), " ")).toHaveLength(callingCodes.size);
  });
});

describe("the first choice of country", () => {
  test.each([
    [["en-IN"], "IN"],
    [["zh-Hant-TW"], "TW"],
    [["hi"], "IN"],
    [["en"], "US"],
    [["es-419", "de-CH"], "CH"],
    [["not a tag"], "US"],
    [[], "US"],
  ])("for %j is %s", (languages, country) => {
    expect(guessCountry(languages)).toBe(country);
  });

  test("is one that messages go to", () => {
    expect(guessCountry(["de-DE", "en-IN"], new Set(["IN", "US"]))).toBe("IN");
    expect(guessCountry(["de-DE"], new Set(["IN"]))).toBe("IN");
  });

  test("takes the tag's own region before the likely one", () => {
    expect([regionOf("de-CH"), regionOf("de")]).toEqual(["CH", "DE"]);
  });
});

describe("a number that an address names", () => {
  test.each(["+14155550132", "+1 415 555-0132", "0014155550132", "+1 (415) 555.0132"])(
    "%s is read",
    (text) => {
      expect(phoneFromText(text)).toBe(phone);
    },
  );

  test.each(["", "4155550132", "+1", "javascript:alert(1)", "//evil.example", "+1234567890123456"])(
    "%j is none",
    (text) => {
      expect(phoneFromText(text)).toBeUndefined();
    },
  );
});

describe("while a number is typed", async () => {
  const { formatTyped, showPhone } = await loadPhoneTools();

  test.each([
    ["4155550132", "US", "(415) 555-0132"],
    ["9876543210", "IN", "98765 43210"],
    ["+919876543210", "US", "+91 98765 43210"],
    ["+1 415", "IN", "+1 415"],
    ["12", "US", "12"],
  ])("%s in %s is written as %s", (text, country, written) => {
    expect(formatTyped(text, country).text).toBe(written);
  });

  test.each(["call me", "415 x 5", "+1+2"])(
    "%j stays as it is, for its words to say what is wrong",
    (text) => {
      expect(formatTyped(text, "US").text).toBe(text);
    },
  );

  test("a + wins over the chosen country, and nothing else does", () => {
    expect(formatTyped("+9198765", "US").country).toBe("IN");
    expect(formatTyped("98765", "US").country).toBeUndefined();
  });

  test("it is shown with the spaces that people are used to", () => {
    expect(showPhone(phone)).toBe("+1 415 555 0132");
  });
});
