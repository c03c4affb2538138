import { describe, expect, it } from "vitest";
import { msg91Verdict } from "../src/msg91-outcomes.ts";
import { twilioCode, twilioVerdict } from "../src/twilio-outcomes.ts";
import { outcomeOfStatus } from "../src/verdict.ts";

const [rejected, transient] = [{ outcome: "rejected" }, { outcome: "transient" }] as const;
const notFromHere = { outcome: "transient", onlyThisNumber: true } as const;
const mayBeOnItsWay = { outcome: "ambiguous", onlyThisNumber: true } as const;

describe("an HTTP status alone", () => {
  it.each([
    [200, "ambiguous"],
    [302, "ambiguous"],
    [399, "ambiguous"],
    [400, "rejected"],
    [401, "transient"],
    [404, "rejected"],
    [408, "transient"],
    [421, "transient"],
    [429, "transient"],
    [499, "rejected"],
    [500, "ambiguous"],
    [502, "ambiguous"],
    [503, "transient"],
  ])("of %d says that the message is %s", (status, outcome) => {
    expect(outcomeOfStatus(status)).toBe(outcome);
  });
});

describe("a code of Twilio's", () => {
  it.each([
    [20003, transient],
    [20429, transient],
    [21611, transient],
    [63017, transient],
    [30001, transient],
    [30022, transient],
    [60212, transient],
    [21408, notFromHere],
    [21606, notFromHere],
    [21608, notFromHere],
    [21612, notFromHere],
    [21211, rejected],
    [21610, rejected],
    [21614, rejected],
    [21635, rejected],
    [30003, rejected],
    [30005, rejected],
    [30006, rejected],
    [30007, rejected],
    [60202, rejected],
    [60203, rejected],
    [60410, rejected],
    [60605, rejected],
    [30008, mayBeOnItsWay],
  ])("%d outweighs the status that comes with it: %j", (code, verdict) => {
    expect(twilioVerdict(code, 500)).toEqual(verdict);
    expect(twilioVerdict(code, 429)).toEqual(verdict);
  });

  it("that is in no table leaves it to the status, as none does", () => {
    expect(twilioVerdict(99_999, 503)).toEqual(transient);
    expect(twilioVerdict(undefined, 400)).toEqual(rejected);
  });

  it.each([
    [21_211, 21_211],
    ["21211", 21_211],
    [1, 1],
    [999_999, 999_999],
    [0, undefined],
    [1_000_000, undefined],
    ["x21211", undefined],
    ["21211x", undefined],
    [" 21211", undefined],
    ["21211 ", undefined],
    ["+21211", undefined],
    ["0x21", undefined],
    ["1e3", undefined],
    ["1.5", undefined],
    ["", undefined],
    [1.5, undefined],
  ])("written as %j is %j", (written, code) => {
    expect(twilioCode.safeParse(written).data).toBe(code);
  });
});

describe("an error of MSG91's", () => {
  it.each([
    ["101", rejected],
    ["102", rejected],
    ["202", rejected],
    ["203", transient],
    ["207", transient],
    ["301", transient],
    ["311", mayBeOnItsWay],
    ["418", transient],
  ])("with code %s outweighs the status that comes with it: %j", (code, verdict) => {
    for (const status of [500, 429]) {
      expect(msg91Verdict({ code, text: "some text" }, status)).toEqual({ ...verdict, errorCode: code });
      expect(msg91Verdict({ code: undefined, text: ` ${code}\n` }, status)).toEqual({
        ...{ ...verdict, errorCode: code },
      });
    }
  });

  it.each([
    ["Invalid authkey", transient],
    ["OTP not match", rejected],
    ["OTP expired", rejected],
    ["Mobile no. not found", rejected],
    ["Mobile no. already verified", rejected],
    ["Max limit reached for this OTP verification", rejected],
  ])("with the text %j too, however it is written: %j", (text, verdict) => {
    for (const written of [text, text.toUpperCase(), ` ${text}\n`]) {
      for (const status of [500, 429]) {
        expect(msg91Verdict({ code: undefined, text: written }, status)).toEqual(verdict);
      }
    }
  });

  it.each(["1311", "3110", "error 311", "311 again"])("has no code in the text %j", (text) => {
    expect(msg91Verdict({ code: undefined, text }, 500)).toEqual({ outcome: "ambiguous" });
  });

  it.each([
    [200, "rejected"],
    [299, "rejected"],
    [300, "ambiguous"],
    [500, "ambiguous"],
  ])("that nobody knows is with status %d %s", (status, outcome) => {
    expect(msg91Verdict({ code: undefined, text: "?" }, status)).toEqual({ outcome });
  });

  it.each([
    ["A-1_b", "A-1_b"],
    ["12345678", "12345678"],
    ["919876543210", undefined],
    ["a number", undefined],
    ["?123", undefined],
    ["123?", undefined],
  ])("with the code %j is noted with %j: a sentence may hold the number", (code, errorCode) => {
    const verdict = msg91Verdict({ code, text: "?" }, 200);
    expect(verdict).toStrictEqual({ outcome: "rejected", ...(errorCode && { errorCode }) });
  });
});
