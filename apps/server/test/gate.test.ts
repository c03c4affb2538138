import { AuthError } from "@sixdigit/contracts";
import { describe, expect, it, vi } from "vitest";
import { createGate } from "../src/gate.ts";

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    (value) => value,
    (error: unknown) =>
      error instanceof AuthError ? `${error.code}${error.isWithoutEffect ? ", not tried" : ""}` : error,
  );

describe("a gate in front of something that can be away", () => {
  it("lets calls through while it is open, with what they return and throw", async () => {
    const wrong = new Error("wrong");
    const { find, fail } = createGate().guarded({
      find: async (id: string) => `found ${id}`,
      fail: () => Promise.reject(wrong),
    });
    expect(await Promise.all([outcomeOf(find("one")), outcomeOf(fail())])).toEqual(["found one", wrong]);
  });

  it("refuses those that wait when it closes, and the next ones without asking, and tells which", async () => {
    const gate = createGate();
    const find = vi.fn(() => new Promise(() => {}));
    const guarded = gate.guarded({ find });
    const waiting = [guarded.find(), guarded.find()].map(outcomeOf);
    gate.close(new Error("away"));
    expect(await Promise.all([...waiting, outcomeOf(guarded.find())])).toEqual([
      ...["UNAVAILABLE", "UNAVAILABLE"],
      "UNAVAILABLE, not tried",
    ]);
    expect(find).toHaveBeenCalledTimes(2);
  });

  it("lets calls through again when it has opened", async () => {
    const gate = createGate();
    const guarded = gate.guarded({ find: async () => "found" });
    gate.close(new Error("away"));
    gate.open();
    expect(await guarded.find()).toBe("found");
  });

  it("leaves alone what is named", async () => {
    const gate = createGate();
    const guarded = gate.guarded({ close: async () => "closed" }, ["close"]);
    gate.close(new Error("away"));
    expect(await guarded.close()).toBe("closed");
  });
});
