import { describe, expect, it } from "vitest";
import { measureSms, renderMessage } from "../src/index.ts";
import { parseOriginBoundCode } from "./origin-bound-code.ts";

const settings = { serviceName: "Sixdigit", host: "login.example.com" };
const message = (code = "123456", validForSeconds = 600) =>
  renderMessage(settings, { code, validForSeconds });

describe("the parser of these tests, on the examples of the specification", () => {
  it.each([
    [
      "747723 is your ExampleCo authentication code.\n\n@example.com #747723",
      { host: "example.com", code: "747723", embeddedHost: null },
    ],
    [
      "747723 is your ExampleCo authentication code.\n\n@example.com #747723 @ecommerce.example",
      { host: "example.com", code: "747723", embeddedHost: "ecommerce.example" },
    ],
    [
      "@example.com #747723 @ecommerce.example $future",
      { host: "example.com", code: "747723", embeddedHost: "ecommerce.example" },
    ],
    ["something @example.com #747723", null],
    ["#747723 @ecommerce.example @example.com", null],
    ["@example.com code #747723", null],
    ["@example.com  #747723", null],
    ["@example.com #747723\n", null],
    ["@ #747723", null],
    ["@example.com #", null],
    ["", null],
  ])("%j is read as it says", (text, expected) => {
    expect(parseOriginBoundCode(text)).toEqual(expected);
  });
});

describe("the message", () => {
  it("binds the code to the host of the sign-in page", () => {
    expect(parseOriginBoundCode(message())).toEqual({
      host: "login.example.com",
      code: "123456",
      embeddedHost: null,
    });
  });

  it("ends with a line of just the host and the code, and no newline behind it", () => {
    expect(message().split("\n").at(-1)).toBe("@login.example.com #123456");
  });

  it("names the service, the code and how long it works, for a person to read", () => {
    const [words] = message().split("\n");
    expect(words).toBe("123456 is your Sixdigit code. It works for 10 minutes. Do not share it.");
  });

  it.each([
    [600, "10 minutes"],
    [599, "9 minutes"],
    [119, "1 minute"],
    [60, "1 minute"],
    [59, "less than a minute"],
    [0, "less than a minute"],
  ])("with %d seconds left says %s: whole minutes, rounded down", (seconds, words) => {
    expect(message("123456", seconds)).toContain(`It works for ${words}.`);
  });

  it.each(["000000", "000042", "0000000001"])("keeps the leading zeros of %s in both places", (code) => {
    expect(message(code).startsWith(`${code} is`)).toBe(true);
    expect(parseOriginBoundCode(message(code))?.code).toBe(code);
  });

  it("holds no link, so that nobody learns to follow one", () => {
    expect(message()).not.toMatch(/[a-z]+:\/\/|www\.|mailto:|tel:/i);
  });
});

describe("the length of the message", () => {
  const longestName = "Q".repeat(24);
  const hostOf = (length: number) => "login.example.com".padStart(length, "x");
  const sizeOf = (codeLength: number, host: string) => {
    const code = "8".repeat(codeLength);
    return measureSms(renderMessage({ serviceName: longestName, host }, { code, validForSeconds: 600 }));
  };

  it.each([6, 7, 8, 9, 10])("with %d digits, the longest name and a host of 40 is one segment", (digits) => {
    expect(sizeOf(digits, hostOf(40))).toMatchObject({ encoding: "GSM-7", fitsOneSegment: true });
  });

  it("reaches the end of the segment with six digits and a host of 62, or ten and 54", () => {
    expect(sizeOf(6, hostOf(62))).toEqual({ encoding: "GSM-7", units: 160, fitsOneSegment: true });
    expect(sizeOf(10, hostOf(54))).toEqual({ encoding: "GSM-7", units: 160, fitsOneSegment: true });
    expect(sizeOf(6, hostOf(63)).fitsOneSegment).toBe(false);
  });

  it("counts one septet for each character that a service name may have", () => {
    const name = "Az09 .&'-";
    const text = renderMessage(
      { serviceName: name, host: "localhost" },
      { code: "123456", validForSeconds: 60 },
    );
    expect(measureSms(text)).toEqual({ encoding: "GSM-7", units: text.length, fitsOneSegment: true });
  });
});
