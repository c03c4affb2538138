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

  test.runIf(language !== "en")("are not the English ones", async () => {
    const english = new Map(sentences(await loadWords("en")));
    const same = sentences(await loadWords(language)).filter(([path, text]) => english.get(path) === text);
    // A French code is a code.
    expect(same.filter(([, text]) => text !== "Code")).toEqual([]);
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
