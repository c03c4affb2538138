import { describe, expect, it } from "vitest";
import { mergeWrites, type Read, type Write } from "../src/counters.ts";
import { memoryCounters } from "../src/index.ts";

const START = Date.parse("2026-01-01T00:00:00Z");
const at = (seconds: number) => new Date(START + seconds * 1000);
const LONG_AGO = new Date(0);

const written = (changes: Partial<Write> = {}): Write => ({
  ...{ series: "a", slice: 0, points: 1, endsAt: at(60), ...changes },
});
const read = (changes: Partial<Read> = {}): Read => ({
  ...{ series: "a", from: 0, until: 100, most: null, ...changes },
});

async function countersWith(...writes: Write[]) {
  const counters = memoryCounters();
  await counters.apply({ now: at(0), reads: [], writes });
  const look = async (...reads: Read[]) => (await counters.apply({ now: at(0), reads, writes: [] })).found;
  return { ...counters, look, slices: () => counters.lasting("", LONG_AGO) };
}

describe("counters in memory", () => {
  it("forget what has ended at every 10,000th step", async () => {
    const { apply, slices } = await countersWith(
      written({ series: "ends before", endsAt: at(1) }),
      written({ series: "ends now", endsAt: at(2) }),
      written({ series: "ends later", endsAt: at(3) }),
    );
    const kept = async () => (await slices()).map(({ series }) => series);
    const step = () => apply({ now: at(2), reads: [], writes: [] });
    for (let steps = 1; steps < 9_999; steps += 1) await step();
    expect(await kept()).toEqual(["ends before", "ends now", "ends later"]);
    await step();
    expect(await kept()).toEqual(["ends later"]);
  });

  it("forget the slices that a window has left behind, when they are read", async () => {
    const { apply, slices } = await countersWith(...[1, 2, 3].map((slice) => written({ slice })));
    await apply({ now: at(0), reads: [read({ from: 2 }), read({ series: "never written" })], writes: [] });
    expect((await slices()).map(({ slice }) => slice)).toEqual([2, 3]);
  });

  it("give no point back that was never written", async () => {
    const { apply, slices } = await countersWith();
    await apply({ now: at(0), reads: [], writes: [written({ points: -1 })] });
    expect(await slices()).toEqual([]);
  });

  it("tell which series of a name last beyond a moment", async () => {
    const { lasting } = await countersWith(
      written({ series: "b:ends now", endsAt: at(1) }),
      written({ series: "b:ends later", endsAt: at(2), slice: 7 }),
      written({ series: "c:ends later", endsAt: at(2) }),
    );
    expect(await lasting("b:", at(1))).toEqual([{ series: "b:ends later", slice: 7 }]);
  });

  it("name the slice that must leave the window, and none where there is room or nothing is asked", async () => {
    const { look } = await countersWith(
      ...[1, 4, 5, 9].map((slice) => written({ slice, points: slice === 5 ? 2 : 1 })),
    );
    const window = { from: 4, until: 5 };
    const found = await look(
      ...[1, 3, 4, null].map((most) => read({ ...window, most })),
      read({ series: "never written", most: 1 }),
    );
    expect(found).toEqual([
      { used: 3, frees: 5 },
      { used: 3, frees: 4 },
      { used: 3, frees: null },
      { used: 3, frees: null },
      { used: 0, frees: null },
    ]);
  });

  it("write a slice once, with the sum of what is written to it", () => {
    const merged = mergeWrites([
      ...[1, 2, 3].map((points) => written({ points })),
      written({ slice: 1, points: 5 }),
      ...[1, -1].map((points) => written({ series: "b", points })),
    ]);
    expect(merged).toEqual([written({ points: 6 }), written({ slice: 1, points: 5 })]);
  });
});
