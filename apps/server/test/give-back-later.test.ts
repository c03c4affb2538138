import { AuthError, normalizePhone } from "@sixdigit/contracts";
import { createLimits, limitTables, memoryCounters } from "@sixdigit/rate-limit";
import { describe, expect, it } from "vitest";
import { createGate } from "../src/gate.ts";
import { givingBackLater } from "../src/give-back-later.ts";

const now = new Date("2026-01-01T00:00:00Z");
const write = (points: number) => ({
  series: "s",
  slice: 1,
  points,
  endsAt: new Date(now.getTime() + 60_000),
});

function behindAGate() {
  const gate = createGate();
  const counters = givingBackLater(memoryCounters(), gate);
  const used = async () => {
    const read = { series: "s", from: 0, until: 9, most: null };
    return (await counters.apply({ now, reads: [read], writes: [] })).found[0]?.used;
  };
  return {
    gate,
    counters,
    used,
    spend: (points: number) => counters.apply({ now, reads: [], writes: [write(points)] }),
  };
}

describe("counters that are away", () => {
  it("are given back on their return what they were to be given meanwhile, once", async () => {
    const { gate, used, spend } = behindAGate();
    await spend(5);
    gate.close(new Error("away"));
    await spend(-1);
    await spend(-1);
    gate.open();
    await expect.poll(used).toBe(3);
    gate.open();
    gate.close(new Error("away"));
    gate.open();
    expect(await used()).toBe(3);
  });

  it("refuse what spends, and what both gives and takes", async () => {
    const { gate, counters, spend } = behindAGate();
    gate.close(new Error("away"));
    await expect(spend(1)).rejects.toThrow(AuthError);
    const both = { now, reads: [], writes: [write(-1), write(2)] };
    await expect(counters.apply(both)).rejects.toThrow(AuthError);
  });

  it("keep a thousand such steps at most", async () => {
    const { gate, used, spend } = behindAGate();
    await spend(1_500);
    gate.close(new Error("away"));
    for (let step = 0; step < 1_200; step++) await spend(-1);
    gate.open();
    await expect.poll(used).toBe(500);
  });
});

it("a message that was not sent because the store went costs its number nothing once it is back", async () => {
  const gate = createGate();
  const counters = givingBackLater(memoryCounters(), gate);
  const refuse = async () => {
    throw new Error("no proof is asked for here");
  };
  const limits = createLimits({
    tables: limitTables,
    counters,
    clock: () => now,
    proofs: { ask: refuse, check: refuse },
    proofPolicy: "never",
  });
  const number = normalizePhone("+14155550132");
  if (!number.ok) throw new Error("not a number");
  const subject = {
    phone: number.phone,
    country: "US",
    range: "+1415555",
    networks: ["20.0.0.1"],
    device: undefined,
  };
  const charge = () => limits.charge("open", subject);
  for (let lost = 0; lost < 12; lost++) {
    const charged = await charge();
    expect(charged.allowed).toBe(true);
    gate.close(new Error("away"));
    if (charged.allowed) await charged.refund();
    gate.open();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
