import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LOCALES,
  type Locale,
  localesThatDoNotFit,
  longestHost,
  measureSms,
  pickLocale,
  renderMessage,
} from "../src/index.ts";
import { parseOriginBoundCode } from "./origin-bound-code.ts";

const tenMinutes = { least: 300, most: 600 };
const longestName = "Q".repeat(24);
const hostOf = (length: number) => "login.example.com".padStart(length, "x").slice(-length);
const render = (locale: Locale, host = "a.example.com", code = "123456", validForSeconds = 600) =>
  renderMessage({ serviceName: "Sixdigit", host }, { code, validForSeconds, locale });

describe("the message in each language", () => {
  it.each([
    ["en", "123456 is your Sixdigit code. It works for 10 minutes. Do not share it.\n"],
    ["es", "123456 es tu clave de Sixdigit. Vale 10 minutos. No la compartas.\n"],
    ["pt", "Use 123456 para entrar em Sixdigit. Vale 10 minutos. Nunca compartilhe.\n"],
    ["fr", "123456 est votre code Sixdigit. Valable 10 minutes. Ne le partagez pas.\n"],
    ["hi", "123456 Sixdigit कोड (10 मिनट)। साझा न करें"],
    ["ar", "123456 رمز Sixdigit (10 دقائق). لا تشاركه"],
  ] as const)("%s says %j", (locale, words) => {
    expect(render(locale)).toBe(`${words}\n@a.example.com #123456`);
  });

  it("has more words in Hindi and Arabic where a short host leaves room", () => {
    expect(render("hi", "a.co")).toBe("123456 Sixdigit कोड है, 10 मिनट तक मान्य। साझा न करें\n@a.co #123456");
    expect(render("ar", "localhost")).toBe(
      "123456 رمز Sixdigit، صالح لمدة 10 دقائق. لا تشاركه\n@localhost #123456",
    );
  });

  it.each([
    [0, "أقل من دقيقة"],
    [60, "دقيقة"],
    [120, "دقيقتين"],
    [180, "3 دقائق"],
    [600, "10 دقائق"],
    [660, "11 دقيقة"],
  ])("counts %d seconds in Arabic as %s", (seconds, words) => {
    expect(render("ar", seconds === 0 ? "b.example.com" : "login.example.com", "123456", seconds)).toContain(
      `(${words})`,
    );
  });

  it.each(LOCALES)(
    "binds its code to its host, in one segment, and holds no link, whatever the settings (%s)",
    (locale) => {
      const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
      const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
      const serviceName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 .&'-]{0,23}$/);
      const code = fc.stringMatching(/^[0-9]{6,10}$/);
      const seconds = fc.integer({ min: 0, max: 600 });
      fc.assert(
        fc.property(host, serviceName, code, seconds, (givenHost, name, digits, validForSeconds) => {
          const text = renderMessage(
            { serviceName: name, host: givenHost },
            { code: digits, validForSeconds, locale },
          );
          expect(parseOriginBoundCode(text)).toEqual({ host: givenHost, code: digits, embeddedHost: null });
          expect(text.split("\n").at(-1)).toBe(`@${givenHost} #${digits}`);
          expect(text.slice(0, text.lastIndexOf("\n@"))).toContain(digits);
          expect(text).toContain(name);
          expect(text).not.toMatch(/[a-z]+:\/\/|mailto:|tel:/i);
          expect(measureSms(text).fitsOneSegment).toBe(true);
        }),
      );
    },
  );

  it("holds nothing of what the caller asked for", () => {
    fc.assert(
      fc.property(fc.string(), (asked) => {
        const known = LOCALES.map((locale) => render(locale));
        expect(known).toContain(render(pickLocale(`<b>${asked}`)));
      }),
    );
  });
});

describe("the room for a host", () => {
  it.each([
    ["en", 78, 54],
    ["es", 84, 60],
    ["pt", 78, 54],
    ["fr", 78, 54],
    ["hi", 18, -6],
    ["ar", 19, -5],
  ] as const)(
    "in %s is %d with Sixdigit and six digits, %d with the longest name and ten",
    (locale, usual, least) => {
      expect(
        longestHost({ serviceName: "Sixdigit", codeLength: 6, validForSeconds: tenMinutes }, locale),
      ).toBe(usual);
      expect(
        longestHost({ serviceName: longestName, codeLength: 10, validForSeconds: tenMinutes }, locale),
      ).toBe(least);
    },
  );

  it.each(LOCALES)("is exact: one more character makes %s English, or a second segment", (locale) => {
    const room = { serviceName: "Sixdigit", codeLength: 6, validForSeconds: tenMinutes };
    const longest = longestHost(room, locale);
    const isInLanguage = (host: string) =>
      [300, 360, 420, 480, 540, 600].every((seconds) => {
        const text = render(locale, host, "888888", seconds);
        const isFallback = locale !== "en" && text === render("en", host, "888888", seconds);
        return measureSms(text).fitsOneSegment && !isFallback;
      });
    expect(isInLanguage(hostOf(longest))).toBe(true);
    expect(isInLanguage(hostOf(longest + 1))).toBe(false);
  });

  it("tells at start which languages fall back", () => {
    const room = { serviceName: "Sixdigit", codeLength: 6, validForSeconds: tenMinutes };
    expect(localesThatDoNotFit("login.example.com", room)).toEqual([]);
    expect(localesThatDoNotFit(hostOf(19), room)).toEqual(["hi"]);
    expect(localesThatDoNotFit(hostOf(40), room)).toEqual(["hi", "ar"]);
    expect(localesThatDoNotFit(hostOf(79), room)).toContain("en");
  });
});
