import { expect, test } from "vitest";
import { splitAtCode } from "../src/dev-phone/inbox.ts";

test("a message is cut at its code", () => {
  expect(splitAtCode("123456 is your code.\n\n@localhost #123456")).toEqual({
    before: "",
    code: "123456",
    after: " is your code.\n\n@localhost #123456",
  });
});

test("a message without a code stays whole", () => {
  expect(splitAtCode("Sent at 12:30, @localhost #123456")).toEqual({
    before: "Sent at 12:30, @localhost #123456",
    after: "",
  });
});
