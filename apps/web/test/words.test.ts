import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language, loadWords, pickLanguage } from "../src/words/languages.ts";

const languages = Object.keys(LANGUAGES) as Language[];

/** Every sentence with the path to it; those with parts are given some. */
function sentences(words: unknown, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") return sentencesOf(words as (...parts: unknown[]) => string, path);
  return Object.entries(words as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

function sentencesOf(make: (...parts: unknown[]) => string, path: string): [string, string][] {
  if (!path.includes("problems")) return [[path, make(3, "B", "C")]];
  const facts = { country: "X", codeLength: 6, requestId: "id-1", wait: "W" };
  return [undefined, 0, 1, 2, 3, 11].map((attemptsLeft) => [
    `${path} ${attemptsLeft}`,
    make({ ...facts, attemptsLeft }),
  ]);
}

describe.each(languages)("the words in %s", (language) => {
  test("are all there, and say nothing that only we know", async () => {
    const all = sentences(await loadWords(language));
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(([, text]) => text.trim() === "" || /undefined|\$\{|E\.?164/.test(text))).toEqual([]);
  });

  test("name the tries that are left, the wait, the country and the request", async () => {
    const { problems } = (await loadWords(language)).signIn;
    const facts = { country: "X", codeLength: 8, requestId: "id-1", wait: "W", attemptsLeft: 4 };
    expect([
      problems.CODE_INVALID(facts),
      problems.CODE_INCOMPLETE(facts),
      problems.RATE_LIMITED(facts),
      problems.PHONE_COUNTRY(facts),
      problems.PHONE_IMPOSSIBLE(facts),
      problems.INTERNAL(facts),
    ]).toEqual(["4", "8", "W", "X", "X", "id-1"].map((part) => expect.stringContaining(part)));
  });

  test.runIf(language === "fr")("keep a mark with the word before it", async () => {
    const all = sentences(await loadWords(language));
    expect(all.filter(([, text]) => /\u0020[?!:;»]|«\u0020/.test(text))).toEqual([]);
  });

  test.runIf(language !== "en")("are not the English ones", async () => {
    const english = new Map(sentences(await loadWords("en")));
    const same = sentences(await loadWords(language)).filter(([path, text]) => english.get(path) === text);
    // A French code is a code.
    expect(same.filter(([, text]) => text !== "Code")).toEqual([]);
  });
});

describe("numbers in words", () => {
  const facts = { country: "X", codeLength: 6, requestId: "id-1", wait: undefined };

  test.each([
    ["en", 1, "1 try left"],
    ["en", 2, "2 tries left"],
    ["hi", 1, "1 मौका बचा है"],
    ["hi", 2, "2 मौके बचे हैं"],
    ["es", 1, "Queda 1 intento"],
    ["es", 2, "Quedan 2 intentos"],
    ["pt", 1, "Resta 1 tentativa"],
    ["pt", 2, "Restam 2 tentativas"],
    ["fr", 1, "1 essai"],
    ["fr", 2, "2 essais"],
    ["ar", 1, "بقيت محاولة واحدة"],
    ["ar", 2, "بقيت محاولتان"],
    ["ar", 3, "بقيت 3 محاولات"],
    ["ar", 10, "بقيت 10 محاولات"],
    ["ar", 11, "بقيت 11 محاولة"],
    ["ar", 100, "بقيت 100 محاولة"],
  ] as const)("in %s, %d tries are %s", async (language, attemptsLeft, sentence) => {
    const { problems } = (await loadWords(language)).signIn;
    expect(problems.CODE_INVALID({ ...facts, attemptsLeft })).toContain(sentence);
  });

  test("in Arabic two sessions are a dual", async () => {
    const { confirmOthers } = (await loadWords("ar")).devices;
    expect([1, 2, 3].map(confirmOthers)).toEqual([
      expect.stringContaining("الجلسة الأخرى"),
      expect.stringContaining("الجلستين الأخريين"),
      expect.stringContaining("(3)"),
    ]);
  });

  test.each(languages)("in %s, dates and times have the digits that codes are typed with", (language) => {
    const { locale } = LANGUAGES[language];
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
    const told =
      format.format(new Date("2026-11-22T13:07:00Z")) + new Intl.NumberFormat(locale).format(12_345);
    expect(told.match(/\p{Nd}/gu)?.every((digit) => digit <= "9")).toBe(true);
    expect(told).toContain("2026");
  });
});

describe("the first language", () => {
  test.each([
    [null, ["de-DE", "pt-BR", "en"], "pt"],
    ["ar", ["en-US"], "ar"],
    ["xx", ["hi-IN"], "hi"],
    ["toString", [], "en"],
    [null, ["de", "zh"], "en"],
  ])("of a reader who chose %j, with a browser in %j, is %s", (chosen, browsers, language) => {
    expect(pickLanguage(chosen, browsers)).toBe(language);
  });
});
