import { describe, expect, it } from "vitest";
import {
  deleteAccountInput,
  noInput,
  otpSchema,
  requestOtpInput,
  resendOtpInput,
  revokeSessionInput,
  verifyOtpInput,
} from "../src/index.ts";

const phoneNumber = "+14155550132";
const id = "01900000-0000-7000-8000-000000000001";

describe("the code", () => {
  it.each([
    ["123456", "123456"],
    ["123 456", "123456"],
    ["123-456", "123456"],
    [" 123456 ", "123456"],
    ["123456\n", "123456"],
    ["1 2 3 4 5 6", "123456"],
    ["123\u00a0456", "123456"],
    ["123\u2011456", "123456"],
    ["123\u2013456", "123456"],
    ["000042", "000042"],
    ["0123456789", "0123456789"],
  ])("%j is read as %s", (written, code) => {
    expect(otpSchema.parse(written)).toBe(code);
  });

  it.each([
    ["a number", 123456],
    ["an array", ["123456"]],
    ["an object", { $ne: "" }],
    ["an object that turns into a text", { toString: () => "123456" }],
    ["nothing", undefined],
    ["null", null],
    ["true", true],
    ["an empty text", ""],
    ["blanks", "      "],
    ["five digits", "12345"],
    ["eleven digits", "12345678901"],
    ["letters", "12345a"],
    ["hexadecimal", "0x1234"],
    ["a sign", "+123456"],
    ["a decimal", "123456.0"],
    ["Arabic digits", "\u0661\u0662\u0663\u0664\u0665\u0666"],
    ["full-width digits", "\uff11\uff12\uff13\uff14\uff15\uff16"],
    ["a NUL behind it", "123456\u0000"],
    ["a zero-width space in it", "123\u200b456"],
    ["a second code behind it", "123456,654321"],
    ["more than 32 characters", "1 2 3 4 5 6".padEnd(33, " ")],
  ])("as %s is refused", (_what, value) => {
    expect(otpSchema.safeParse(value).success).toBe(false);
  });
});

describe("a code that is none", () => {
  it("is answered with what a code is made of", () => {
    const [issue] = otpSchema.safeParse("12345a").error?.issues ?? [];
    expect(issue?.message).toBe("Only the digits of the code.");
  });
});

describe("the inputs", () => {
  it.each([
    ["requestOtp", requestOtpInput, { phoneNumber }],
    ["requestOtp with all", requestOtpInput, { phoneNumber, locale: "en", proof: "p" }],
    ["resendOtp", resendOtpInput, { phoneNumber }],
    ["resendOtp with all", resendOtpInput, { phoneNumber, challengeId: "c", proof: "p" }],
    ["verifyOtp", verifyOtpInput, { phoneNumber, otp: "123456" }],
    [
      "verifyOtp with all",
      verifyOtpInput,
      { phoneNumber, otp: "123456", challengeId: "c", session: "token" },
    ],
    [
      "verifyOtp with the longest challenge id, for a cookie",
      verifyOtpInput,
      { phoneNumber, otp: "123456", challengeId: "c".repeat(64), session: "cookie" },
    ],
    ["revokeSession", revokeSessionInput, { id }],
    ["deleteAccount", deleteAccountInput, { otp: "123456", challengeId: "c" }],
    ["no input", noInput, {}],
  ])("of %s are taken, and an unknown key beside them is refused", (_name, schema, input) => {
    expect(schema.safeParse(input)).toEqual({ success: true, data: input });
    const withMore = schema.safeParse({ ...input, isAdmin: true });
    expect(withMore.error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["isAdmin"] }]);
  });

  it.each([
    ["a phone number that is a number", { phoneNumber: 14155550132, otp: "123456" }],
    ["a list of phone numbers", { phoneNumber: [phoneNumber], otp: "123456" }],
    ["a phone number of 65 characters", { phoneNumber: "1".repeat(65), otp: "123456" }],
    ["a challenge id that is an object", { phoneNumber, otp: "123456", challengeId: { $ne: "" } }],
    ["an empty challenge id", { phoneNumber, otp: "123456", challengeId: "" }],
    ["a challenge id with a NUL", { phoneNumber, otp: "123456", challengeId: "c\u0000" }],
    ["a challenge id of 65 characters", { phoneNumber, otp: "123456", challengeId: "c".repeat(65) }],
    ["an unknown kind of session", { phoneNumber, otp: "123456", session: "forever" }],
    ["no code", { phoneNumber }],
    ["no phone number", { otp: "123456" }],
    ["a list", [{ phoneNumber, otp: "123456" }]],
    ["a text", "phoneNumber"],
    ["null", null],
  ])("with %s are refused", (_what, input) => {
    expect(verifyOtpInput.safeParse(input).success).toBe(false);
  });

  it.each(["not-a-uuid", "", 1, `${id}'--`])("that name a session by %j are refused", (value) => {
    expect(revokeSessionInput.safeParse({ id: value }).success).toBe(false);
  });

  it.each([
    `{"phoneNumber":"+14155550132","otp":"123456","__proto__":{"polluted":true}}`,
    `{"phoneNumber":"+14155550132","otp":"123456","constructor":{"prototype":{"polluted":true}}}`,
    `{"__proto__":{"phoneNumber":"+14155550132","otp":"123456"}}`,
  ])("that reach for a prototype are refused and pollute nothing: %s", (json) => {
    expect(verifyOtpInput.safeParse(JSON.parse(json)).success).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("nested ten thousand deep are refused without a crash", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(10_000)}${"]".repeat(10_000)}`);
    expect(verifyOtpInput.safeParse({ phoneNumber: deep, otp: deep }).success).toBe(false);
  });

  it("with the same key twice are read as JSON reads them, the last one counting", () => {
    const twice: unknown = JSON.parse(`{"phoneNumber":"+14155550132","otp":"111111","otp":"222222"}`);
    expect(verifyOtpInput.parse(twice).otp).toBe("222222");
  });
});
