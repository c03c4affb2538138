import { describe, expect, test } from "vitest";
import { codeFromText, digitsOf } from "../src/ui/code-from-text.ts";

describe("a pasted text", () => {
  test.each([
    ["123456"],
    ["123 456"],
    ["123-456"],
    ["123\u00a0456"],
    ["123\u2013456"],
    ["1 2 3 4 5 6"],
    [" 123456\n"],
    ["Your code is 123 456"],
    ["Your code is 123 456!"],
    ["رمزك هو ١٢٣٤٥٦."],
    ["आपका कोड १२३ ४५६ है"],
    ["123456 is your Sixdigit code. It works for 10 minutes.\n\n@localhost #123456"],
    ["It works for 10 minutes: 123456"],
    ["Your code 123 456 10 minutes"],
  ])("%j gives the code in it", (text) => {
    expect(codeFromText(text, 6)).toBe("123456");
  });

  test("keeps zeros in front", () => {
    expect(codeFromText("Code: 000042.", 6)).toBe("000042");
  });

  test.each([["12345"], ["1234567"], ["+91 98765 43210"], ["no digits"], [""]])(
    "%j holds no code",
    (text) => {
      expect(codeFromText(text, 6)).toBeUndefined();
    },
  );

  test("is searched for as many digits as the server named", () => {
    expect(codeFromText("12345678 or 123456", 8)).toBe("12345678");
    expect(codeFromText("1234 5678", 8)).toBe("12345678");
    expect(codeFromText("123456", 8)).toBeUndefined();
  });
});

describe("typed text", () => {
  test("loses everything but its digits", () => {
    expect(digitsOf("1a2 3-4.5\u00a06", 6)).toBe("123456");
  });

  test("is cut where no code can go on", () => {
    expect(digitsOf("1234567890123", 8)).toBe("12345678");
  });
});
