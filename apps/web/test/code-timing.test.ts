import { describe, expect, test } from "vitest";
import { serverAhead } from "../src/browser/server-clock.ts";
import {
  isOver,
  parseTiming,
  timingAfterWait,
  timingOfSent,
  timingSpent,
  timingUnderWay,
  timingUnknown,
} from "../src/code/code-timing.ts";
import { sentWords } from "../src/code/use-send-again.ts";
import { isComplete } from "../src/code/use-verify.ts";
import { e164, noon, phone, timing } from "./fixtures.ts";

describe("what the code step remembers over a reload", () => {
  test("comes from the server's answer, on this device's clock", () => {
    const sent = {
      codeLength: 6,
      expiresAt: "2026-01-01T13:10:00.000Z",
      resendAt: "2026-01-01T13:00:30.000Z",
    };
    const anHourBehind = (instant: string) => Date.parse(instant) - 3_600_000;
    expect(timingOfSent(phone, sent, noon, anHourBehind)).toEqual(timing());
  });

  test("is read as it was written", () => {
    expect(parseTiming(JSON.stringify(timing()), phone)).toEqual(timing());
    expect(parseTiming(JSON.stringify(timingUnknown(phone)), phone)).toEqual(timingUnknown(phone));
  });

  test("is forgotten for another number", () => {
    const other = e164("+14155550133");
    expect(parseTiming(JSON.stringify(timing()), other)).toEqual(timingUnknown(other));
  });

  test.each([
    [null],
    [""],
    ["{"],
    ["null"],
    ["7"],
    [JSON.stringify({ ...timing(), codeLength: 600 })],
    [JSON.stringify({ ...timing(), resendAt: "soon" })],
    [JSON.stringify({ ...timing(), state: "lost" })],
  ])("is unknown when %j stands there", (stored) => {
    expect(parseTiming(stored, phone)).toEqual(timingUnknown(phone));
  });

  test("holds no code, no challenge and no session", () => {
    const sent = { challengeId: "c", codeLength: 6, expiresAt: "2026-01-01", resendAt: "2026-01-01" };
    const kept = Object.keys(timingOfSent(phone, sent, noon, Date.parse)).sort();
    expect(kept).toEqual(["codeLength", "expiresAt", "phone", "resendAt", "sentAt", "state"]);
  });

  test("moves the next message when the server names a wait", () => {
    expect(timingAfterWait(timing(), 20, noon + 5_000)).toEqual({ ...timing(), resendAt: noon + 25_000 });
  });
});

describe("a code that can no longer be used", () => {
  const spent = timingSpent(timing(), noon + 1_000);

  test("is remembered, and holds up no new one", () => {
    expect(parseTiming(JSON.stringify(spent), phone)).toEqual(spent);
    expect(spent).toMatchObject({ state: "spent", resendAt: noon + 1_000 });
  });

  test("is one that was spent or has expired", () => {
    expect([isOver(timing(), noon), isOver(spent, noon)]).toEqual([false, true]);
    expect([isOver(timing(), noon + 600_000), isOver(timingUnknown(phone), noon)]).toEqual([true, false]);
  });

  test("tells nothing about the one that another tab has asked for since", () => {
    const next = timingUnderWay(spent, 20, noon + 5_000);
    expect(next).toEqual({ ...timingUnknown(phone), state: "sent", resendAt: noon + 25_000 });
  });
});

test("a code that is under way already keeps its life", () => {
  expect(timingUnderWay(timing(), 20, noon + 5_000)).toEqual({ ...timing(), resendAt: noon + 25_000 });
});

describe("after another message", () => {
  test("the same code is called the same", () => {
    expect(sentWords(timing(), { ...timing(), resendAt: noon + 60_000 })).toBe(
      "We sent the same code again.",
    );
  });

  test("a new code is called new, and the earlier one dead", () => {
    const after = { ...timing(), expiresAt: noon + 900_000 };
    expect(sentWords(timing(), after)).toBe("We sent a new code. The earlier one no longer works.");
  });

  test("it is a new code wherever the earlier one was spent, however soon", () => {
    expect(sentWords(timingSpent(timing(), noon), timing())).toMatch(/^We sent a new code/);
  });

  test("nothing is claimed when the earlier one is unknown", () => {
    expect(sentWords(timingUnknown(phone), timing())).toBe("We sent you a message.");
  });
});

describe("a typed code is worth an attempt", () => {
  test.each([
    ["12345", false],
    ["123456", true],
    ["1234567", false],
  ])("%s of six digits: %s", (code, complete) => {
    expect(isComplete(code, timing())).toBe(complete);
  });

  test("when its length is unknown, from the shortest one on", () => {
    expect(isComplete("12345678", timingUnknown(phone))).toBe(true);
    expect(isComplete("12345", timingUnknown(phone))).toBe(false);
  });
});

describe("the server's clock", () => {
  test.each([
    ["Thu, 01 Jan 2026 12:00:02 GMT", 0],
    ["Thu, 01 Jan 2026 13:00:00 GMT", 3_600_000],
    ["Thu, 01 Jan 2026 11:59:00 GMT", -60_000],
    ["nonsense", 0],
    [null, 0],
  ])("%j is ahead by %d ms", (header, ahead) => {
    expect(serverAhead(header, noon)).toBe(ahead);
  });
});
