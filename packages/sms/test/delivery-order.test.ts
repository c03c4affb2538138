import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DeliveryCounts, orderByDelivery } from "../src/index.ts";

const measured = (first: Partial<DeliveryCounts>, second: Partial<DeliveryCounts>) =>
  [first, second].map((counts, index) => ({
    name: index === 0 ? "first" : "second",
    counts: { delivered: 0, failed: 0, pending: 0, ...counts },
  }));
const NO_EXPLORATION = 0.5;

describe("the order of providers", () => {
  it.each([
    ["nothing is measured", {}, {}, "first"],
    ["only what is on its way is known", { pending: 500 }, {}, "first"],
    ["both deliver alike", { delivered: 94, failed: 6 }, { delivered: 95, failed: 5 }, "first"],
    ["the second delivers better", { delivered: 80, failed: 20 }, { delivered: 95, failed: 5 }, "second"],
    ["the first delivers better", { delivered: 95, failed: 5 }, { delivered: 80, failed: 20 }, "first"],
    ["the first fails in silence", { delivered: 100, pending: 100 }, { delivered: 95, failed: 5 }, "second"],
    ["the first has failed once, its first", { failed: 1 }, {}, "first"],
    ["the first has failed five times, its first", { failed: 5 }, {}, "second"],
    ["the first failed once in many", { delivered: 30, failed: 1 }, {}, "first"],
    ["the second has been lucky once", { delivered: 95, failed: 5 }, { delivered: 1 }, "first"],
  ])("when %s", (_, first, second, expected) => {
    expect(orderByDelivery(measured(first, second), NO_EXPLORATION)[0]).toBe(expected);
  });

  it("explores with one message in twenty, each of the others as often", () => {
    const three = ["a", "b", "c"].map((name) => ({ name, counts: { delivered: 9, failed: 1, pending: 0 } }));
    const first = Array.from({ length: 4000 }, (_, index) => orderByDelivery(three, index / 4000)[0]);
    expect(first.filter((each) => each === "b")).toHaveLength(100);
    expect(first.filter((each) => each === "c")).toHaveLength(100);
  });

  it("always names each provider once", () => {
    const count = fc.nat({ max: 10_000 });
    const counts = fc.record({ delivered: count, failed: count, pending: count });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 5 }), random, (list, drawn) => {
        const names = list.map((_, index) => `${index}`);
        const order = orderByDelivery(
          list.map((each, index) => ({ name: `${index}`, counts: each })),
          drawn,
        );
        expect([...order].sort()).toEqual(names);
      }),
    );
  });
});

/** A generator of numbers from 0 to 1 that repeats itself (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How a provider treats a message: the chance that it arrives, and whether failures are ever reported. */
type Quality = { delivers: number; reports: boolean };
type Message = { provider: string; sentAt: number; delivered: boolean; reported: boolean };

const SECONDS_BETWEEN = 6;
const RECEIPT_AFTER = 15;

/** A world with two providers, 600 messages an hour and receipts after 15 s. Returns who got each message. */
function simulate(seed: number, phases: { messages: number; first: Quality; second: Quality }[]): string[] {
  const random = seeded(seed);
  const log: Message[] = [];
  let now = 0;
  const countsOf = (provider: string): DeliveryCounts => {
    const mine = log.filter((each) => each.provider === provider && each.sentAt > now - 3600);
    const known = mine.filter((each) => each.reported && each.sentAt <= now - RECEIPT_AFTER);
    const delivered = known.filter((each) => each.delivered).length;
    return { delivered, failed: known.length - delivered, pending: mine.length - known.length };
  };
  for (const { messages, ...quality } of phases) {
    for (let count = 0; count < messages; count += 1) {
      now += SECONDS_BETWEEN;
      const both = ["first", "second"].map((name) => ({ name, counts: countsOf(name) }));
      const provider = orderByDelivery(both, random())[0] === "first" ? "first" : "second";
      const delivered = random() < quality[provider].delivers;
      log.push({ provider, sentAt: now, delivered, reported: delivered || quality[provider].reports });
    }
  }
  return log.map(({ provider }) => provider);
}

describe("in 20 simulations of 600 messages an hour, the first provider", () => {
  const good = { delivers: 0.96, reports: true };
  const broken = { delivers: 0, reports: true };
  const silent = { delivers: 0, reports: false };
  const runs = (phases: Parameters<typeof simulate>[1]) =>
    Array.from({ length: 20 }, (_, seed) => simulate(seed, phases));
  const shareIn = (providers: string[], from: number, to: number) =>
    providers.slice(from, to).filter((each) => each === "first").length / (to - from);
  const mean = (shares: number[]) => shares.reduce((sum, each) => sum + each, 0) / shares.length;

  it("has nine tenths of the traffic while both are well", () => {
    const shares = runs([{ messages: 1200, first: good, second: good }]).map((each) =>
      shareIn(each, 0, 1200),
    );
    expect(mean(shares)).toBeGreaterThan(0.9);
  });

  it("loses nine tenths within 100 messages when it breaks, and has them back two hours after its recovery", () => {
    const all = runs([
      { messages: 600, first: good, second: good },
      { messages: 1200, first: broken, second: good },
      { messages: 1800, first: good, second: good },
    ]);
    for (const providers of all) expect(shareIn(providers, 700, 1800)).toBeLessThan(0.1);
    expect(mean(all.map((providers) => shareIn(providers, 3000, 3600)))).toBeGreaterThan(0.9);
  });

  it("loses them within 150 when its messages vanish without a receipt", () => {
    const all = runs([
      { messages: 600, first: good, second: good },
      { messages: 1200, first: silent, second: good },
    ]);
    for (const providers of all) expect(shareIn(providers, 750, 1800)).toBeLessThan(0.1);
  });

  it("gives way to a second one that delivers better", () => {
    const all = runs([{ messages: 1800, first: { delivers: 0.8, reports: true }, second: good }]);
    expect(mean(all.map((providers) => shareIn(providers, 600, 1800)))).toBeLessThan(0.15);
  });
});
