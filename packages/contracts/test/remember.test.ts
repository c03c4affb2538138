import { expect, it, vi } from "vitest";
import { remember } from "../src/remember.ts";

it("what is remembered is found once, also where it is nothing, until there is too much of it", () => {
  const find = vi.fn((key: string) => (key === "none" ? undefined : key.toUpperCase()));
  const remembering = remember(2, find);
  const asked = ["a", "none", "a", "none", "a"].map(remembering);
  expect(asked).toEqual(["A", undefined, "A", undefined, "A"]);
  expect(find).toHaveBeenCalledTimes(2);
  expect(["b", "b", "a", "b"].map(remembering)).toEqual(["B", "B", "A", "B"]);
  expect(find.mock.calls.map(([key]) => key)).toEqual(["a", "none", "b", "a"]);
});
