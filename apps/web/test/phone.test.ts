import { describe, expect, test } from "vitest";
import { listCountries } from "../src/phone/countries.ts";
import { guessCountry, regionOf } from "../src/phone/country-guess.ts";
import { formatPhone } from "../src/phone/format-phone.ts";
import { parseDraft } from "../src/phone/phone-draft.ts";
import { otpPath, phoneFromSearch } from "../src/phone/phone-from-search.ts";
import { phoneWords } from "../src/phone/phone-words.ts";
import { e164 } from "./fixtures.ts";

describe("the list of countries", () => {
  const countries = listCountries("en");

  test("names each country in words, with its calling code", () => {
    expect(countries).toContainEqual({ code: "IN", name: "India", callingCode: "91" });
    expect(countries).toContainEqual({ code: "US", name: "United States", callingCode: "1" });
    expect(countries.filter(({ name, code }) => name === code)).toEqual([]);
    expect(countries.length).toBeGreaterThan(240);
  });

  test("is in alphabetical order", () => {
    const names = countries.map(({ name }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator("en").compare));
  });
});

describe("the first choice of country", () => {
  test.each([
    ["en-IN", "IN"],
    ["zh-Hant-TW", "TW"],
    ["hi", "IN"],
    ["en", "US"],
    ["es-419", "US"],
    ["not a tag", "US"],
    ["", "US"],
  ])("for %j is %s", (tag, country) => {
    expect(guessCountry(tag, ["IN", "TW", "US", "DE"])).toBe(country);
  });

  test("takes the tag's own region before the likely one", () => {
    expect([regionOf("de-CH"), regionOf("de")]).toEqual(["CH", "DE"]);
  });
});

describe("the number in the address", () => {
  test.each([
    ["?phone=%2B919876543210"],
    ["?phone=+919876543210"],
    ["?phone=%2B91%2098765-43210"],
    ["?phone=00919876543210"],
  ])("%s is read", (search) => {
    expect(phoneFromSearch(search)).toBe("+919876543210");
  });

  test.each([
    [""],
    ["?phone="],
    ["?phone=9876543210"],
    ["?phone=%2B91"],
    ["?phone=javascript:alert(1)"],
    ["?phone=//evil.example"],
  ])("%j is none", (search) => {
    expect(phoneFromSearch(search)).toBeUndefined();
  });

  test("comes back as it went in", () => {
    const phone = e164("+919876543210");
    expect(otpPath(phone)).toBe("/otp?phone=%2B919876543210");
    expect(phoneFromSearch(otpPath(phone).slice("/otp".length))).toBe(phone);
  });
});

test("a number is shown with the spaces that people are used to", () => {
  expect(formatPhone(e164("+919876543210"))).toBe("+91 98765 43210");
});

describe("words for a number that cannot be right", () => {
  test("name the country that was assumed, unless the number named its own", () => {
    expect(phoneWords("impossible", "12", "India")).toContain("(India)");
    expect(phoneWords("impossible", "+12", "India")).not.toContain("India");
    expect(phoneWords("impossible", "0012", "India")).not.toContain("India");
  });

  test("use no word that only we know", () => {
    const problems = ["empty", "too-long", "characters", "country-missing", "impossible"] as const;
    const words = problems.map((problem) => phoneWords(problem, "12", "India"));
    expect(new Set(words).size).toBe(problems.length);
    expect(words.join(" ")).not.toMatch(/E\.?164|invalid|format/i);
  });
});

describe("the typed number that is kept for the way back", () => {
  test("comes back as it was typed", () => {
    const draft = { text: "98765 43210", country: "IN" };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  });

  test.each([[null], ["[]"], ['{"text":7,"country":"IN"}'], ['{"text":"1","country":"XX"}']])(
    "is dropped when %j stands there",
    (stored) => {
      expect(parseDraft(stored)).toBeUndefined();
    },
  );
});
