import { describe, expect, it } from "vitest";
import { fromToken, toToken } from "../src/index.ts";

const credential = { id: "01a20430-47f4-7282-9539-9948bc1d795e", secret: "s".repeat(43) };

describe("a bearer token", () => {
  it("is read as it was written", () => {
    expect(fromToken(toToken(credential))).toEqual(credential);
  });

  it.each([
    "",
    ".",
    credential.id,
    `${credential.id}.`,
    `.${credential.secret}`,
    `${credential.id}.${"s".repeat(42)}`,
    `${credential.id}.${"s".repeat(44)}`,
    `${credential.id}.${"s".repeat(42)}!`,
    ` ${toToken(credential)}`,
    `${toToken(credential)}\n`,
    "a".repeat(100_000),
  ])("is nothing when it cannot be one: %j", (text) => {
    expect(fromToken(text)).toBeUndefined();
  });
});
