import { AUTH_ERRORS, type AuthErrorCode } from "@sixdigit/contracts";
import { describe, expect, test } from "vitest";
import { errorWords, type RefusalData } from "../src/errors/error-words.ts";

const codes = Object.keys(AUTH_ERRORS).filter((code): code is AuthErrorCode => code in AUTH_ERRORS);

function refusal(authCode: AuthErrorCode, details: Partial<RefusalData> = {}): RefusalData {
  return { authCode, message: AUTH_ERRORS[authCode].message, requestId: "request-1", ...details };
}

test.each(codes)("%s is told in a sentence", (code) => {
  const { text } = errorWords(refusal(code));
  expect(text).toMatch(/^[A-Z].*[.1]$/);
  expect(text).not.toMatch(/undefined|NaN|E\.?164/);
});

test("an answer that never came is told as such, and nobody is blamed", () => {
  expect(errorWords(undefined)).toEqual({
    text: "We can't reach the service. Check your connection and try again.",
    place: "toast",
  });
});

describe("a wrong code", () => {
  test.each([
    [4, "4 tries left."],
    [1, "1 try left."],
  ])("with %d attempts left says so beside the field", (attemptsLeft, words) => {
    const told = errorWords(refusal("CODE_INVALID", { attemptsLeft }));
    expect(told.place).toBe("field");
    expect(told.text).toContain(words);
    expect(told.needsNewCode).toBeUndefined();
  });

  test("without any left asks for a new code", () => {
    expect(errorWords(refusal("CODE_INVALID", { attemptsLeft: 0 })).needsNewCode).toBe(true);
  });

  test("of an unknown number of attempts says no number", () => {
    expect(errorWords(refusal("CODE_INVALID")).text).not.toMatch(/left/);
  });
});

test.each(["CODE_EXPIRED", "TOO_MANY_ATTEMPTS"] as const)("%s needs a new code", (code) => {
  expect(errorWords(refusal(code))).toMatchObject({ place: "field", needsNewCode: true });
});

describe("a wait", () => {
  test("worth telling is told", () => {
    expect(errorWords(refusal("RATE_LIMITED", { retryAfterSeconds: 754 })).text).toBe(
      "Too many tries for now. Wait 13 minutes, then try again.",
    );
  });

  test("that is over before it is read is not", () => {
    expect(errorWords(refusal("RATE_LIMITED", { retryAfterSeconds: 1 })).text).toBe(
      "Too many tries for now. Try again.",
    );
  });

  test("for the next guess does not hold up a new code", () => {
    expect(errorWords(refusal("TOO_MANY_ATTEMPTS", { retryAfterSeconds: 3600 })).text).toBe(
      "Too many wrong codes. Send a new code to go on.",
    );
  });
});

test("an unexpected failure gives the id to tell us", () => {
  expect(errorWords(refusal("INTERNAL")).text).toContain("request-1");
});

test("a refused field is told beside it", () => {
  const told = errorWords(refusal("INVALID_INPUT", { fieldErrors: { phoneNumber: ["too long"] } }));
  expect(told).toEqual({ text: "This can't be a phone number. Check the digits.", place: "field" });
});
