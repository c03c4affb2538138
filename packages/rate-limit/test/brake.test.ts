import { describe, expect, it, vi } from "vitest";
import { memoryCounters, withBrake } from "../src/index.ts";
import { alice, chargeAtOnce, countAllowed, limitsOf } from "./support.ts";

const here = { ...alice, networks: ["203.0.113.7"] };

function braked() {
  const counters = memoryCounters();
  const apply = vi.spyOn(counters, "apply");
  const limits = limitsOf([], { counters });
  return { apply, limits: withBrake(limits, { name: "calls", hard: 20, windowSeconds: 60 }) };
}

describe("the brake on calls of one network", () => {
  it("lets exactly so many through to the store, and asks it nothing for the others", async () => {
    const { apply, limits } = braked();
    const charges = await chargeAtOnce(limits, 100, here);
    expect([countAllowed(charges), apply.mock.calls.length]).toEqual([20, 20]);
    const refused = charges.find(({ allowed }) => !allowed);
    expect(refused).toMatchObject({ rule: "calls", code: "RATE_LIMITED", retryAfterSeconds: 60 });
  });

  it("counts each network by itself, and none that is not known", async () => {
    const { limits } = braked();
    await chargeAtOnce(limits, 30, here);
    expect(countAllowed(await chargeAtOnce(limits, 20, { ...here, networks: ["203.0.113.8"] }))).toBe(20);
    expect(countAllowed(await chargeAtOnce(limits, 50, alice))).toBe(50);
  });

  it("counts a call once, and does not stop one that has begun", async () => {
    const { limits } = braked();
    for (const action of ["resend", "guess", "stranger-guess", "open"] as const) {
      await chargeAtOnce(limits, 5, here, action);
    }
    expect(countAllowed(await chargeAtOnce(limits, 5, here, "compare"))).toBe(5);
    expect(countAllowed(await chargeAtOnce(limits, 5, here))).toBe(0);
  });
});
