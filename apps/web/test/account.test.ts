import { describe, expect, test, vi } from "vitest";
import { deviceName, formatAgo } from "../src/account/device-words.ts";
import { loadStatus } from "../src/account/load-status.ts";
import { createUndoable } from "../src/account/undoable.ts";
import { words } from "../src/words/en.ts";

const now = Date.parse("2026-06-15T12:00:00Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test.each([
  [-30, "this minute"],
  [5, "this minute"],
  [61, "1 minute ago"],
  [59 * 60, "59 minutes ago"],
  [3 * 3600, "3 hours ago"],
  [25 * 3600, "yesterday"],
  [6 * 86_400, "6 days ago"],
  [30 * 86_400, "May 16, 2026"],
])("%d seconds ago reads %s", (seconds, text) => {
  expect(formatAgo(before(seconds), now, "en")).toBe(text);
});

test.each([
  [{ browser: "Firefox", os: "Linux" }, "Firefox on Linux"],
  [{ browser: "Firefox", os: null }, "Firefox"],
  [{ browser: null, os: "Android" }, "Android"],
  [{ browser: null, os: null }, "A device"],
])("a device that shows %j is called %s", (where, name) => {
  expect(deviceName(where, words)).toBe(name);
});

test.each([
  [{ data: undefined, errorUpdateCount: 0 }, "loading"],
  [{ data: undefined, errorUpdateCount: 1 }, "failed"],
  [{ data: [], errorUpdateCount: 0 }, "ready"],
  [{ data: [], errorUpdateCount: 1 }, "ready"],
] as const)("a section whose query has %j is %s", (query, status) => {
  expect(loadStatus(query)).toBe(status);
});

describe("what can be undone", () => {
  function start(waitMs: number, isMeant?: () => boolean) {
    const happened: string[] = [];
    const undoable = createUndoable({ waitMs, ...(isMeant && { isMeant }) });
    undoable.start({
      run: async () => void happened.push("run"),
      onDone: () => happened.push("done"),
      onUndone: () => happened.push("undone"),
      onFailed: () => happened.push("failed"),
    });
    return { undoable, happened };
  }

  test("is done after its time, once", async () => {
    const { happened, undoable } = start(5);
    await expect.poll(() => happened).toEqual(["run", "done"]);
    undoable.undo();
    expect(happened).toEqual(["run", "done"]);
  });

  test("is not done once it was taken back", async () => {
    vi.useFakeTimers();
    const { happened, undoable } = start(1_000);
    undoable.undo();
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect(happened).toEqual(["undone"]);
  });

  test("is undone when its time has come and it is not meant any more", async () => {
    const { happened } = start(5, () => false);
    await expect.poll(() => happened).toEqual(["undone"]);
  });

  test("is waited for where it has to be done first, also when it is under way", async () => {
    const { happened, undoable } = start(60_000);
    const both = [undoable.finish(), undoable.finish()];
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(happened).toEqual(["run", "done"]);
    expect(await undoable.finish()).toBe(true);
  });

  test("is told where it failed, once", async () => {
    const undoable = createUndoable();
    const happened: string[] = [];
    undoable.start({
      run: () => Promise.reject(new Error("no network")),
      onDone: () => happened.push("done"),
      onUndone: () => happened.push("undone"),
      onFailed: () => happened.push("failed"),
    });
    expect([await undoable.finish(), happened, await undoable.finish()]).toEqual([false, ["failed"], true]);
  });

  test("is done at once when something else is to be done", async () => {
    const { happened, undoable } = start(60_000);
    const next = { run: async () => {}, onDone: () => {}, onUndone: () => {}, onFailed: () => {} };
    undoable.start(next);
    await expect.poll(() => happened).toEqual(["run", "done"]);
    undoable.undo();
  });
});
