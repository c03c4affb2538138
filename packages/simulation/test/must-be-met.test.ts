import { describe, expect, it } from "vitest";
import { unexpectedlyUnmet } from "../src/must-be-met.ts";

const beyond = [{ in: "a/one.ts", text: "?? 0", times: 2, why: "it is always there" }];
const unmet = (place: string, text = "?? 0") => ({ place, text });

describe("branches that were not met", () => {
  it("are none where as many have that reason", () => {
    expect(unexpectedlyUnmet([unmet("a/one.ts:3"), unmet("a/one.ts:9")], beyond)).toEqual([]);
  });

  it("are told where they are one more, elsewhere, or another text", () => {
    const known = [unmet("a/one.ts:3"), unmet("a/one.ts:9")];
    const others = [unmet("a/one.ts:12"), unmet("a/two.ts:3"), unmet("a/one.ts:4", "?? 0 + more")];
    expect(unexpectedlyUnmet([...known, ...others], beyond)).toEqual([
      "a/one.ts:12 ?? 0",
      "a/two.ts:3 ?? 0",
      "a/one.ts:4 ?? 0 + more",
    ]);
  });

  it("are told of where a reason is left that none needs", () => {
    expect(unexpectedlyUnmet([unmet("a/one.ts:3")], beyond)).toEqual([
      "a/one.ts ?? 0: a reason for it not to be met that nothing needs",
    ]);
  });
});
