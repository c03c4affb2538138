import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOCALES, pickLocale } from "../src/index.ts";

describe("the language of a message", () => {
  it.each([
    ["hi", "hi"],
    ["pt-BR", "pt"],
    ["pt_BR", "pt"],
    ["AR-eg", "ar"],
    ["zh-Hant-TW", "en"],
    ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"],
    ["de-DE,de;q=0.9,es;q=0.8,en;q=0.7", "es"],
    ["en;q=0.5,hi;q=0.9", "hi"],
    ["en ; q=0.5 , hi ; q=1.0", "hi"],
    ["fr;q=0,es;q=0.1", "es"],
    ["fr;q=0", "en"],
    ["es,fr", "es"],
    ["*", "en"],
  ])("for %j is %s", (asked, locale) => {
    expect(pickLocale(asked)).toBe(locale);
  });

  it.each([
    undefined,
    "",
    ",,,",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "constructor",
    "__proto__",
    "hindi-is-meant",
    "hi hi",
    "hi\r\nX: y",
    "fr;q=2",
    "fr;q=-1",
    "fr;q=NaN",
    "español",
    `${"de,".repeat(100)}fr`,
  ])("for %j is English", (asked) => {
    expect(pickLocale(asked)).toBe("en");
  });

  it("is one of the list for whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10_000, unit: "binary" }), (asked) => {
        expect(LOCALES).toContain(pickLocale(asked));
      }),
    );
  });

  it("is found soon in texts that are made to take long", () => {
    const started = performance.now();
    for (const trap of ["a-".repeat(50_000), "hi;q=0.".repeat(20_000), `hi${" ".repeat(100_000)};`]) {
      expect(LOCALES).toContain(pickLocale(trap));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
