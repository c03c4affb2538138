import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import { createLimits } from "../src/index.ts";
import { alice, codeOf, refund, ruleOf } from "./support.ts";

const STORE_ERROR = new Error("connect ECONNREFUSED 10.0.0.5:6379");

/** A counter in memory whose store can be cut off, for either direction, with whatever a driver rejects with. */
class CutOffCounter extends RateLimiterMemory {
  consumeFailure: unknown = null;
  rewardFailure: unknown = null;

  override consume(...args: Parameters<RateLimiterMemory["consume"]>): Promise<RateLimiterRes> {
    return this.consumeFailure === null ? super.consume(...args) : Promise.reject(this.consumeFailure);
  }

  override reward(...args: Parameters<RateLimiterMemory["reward"]>): Promise<RateLimiterRes> {
    return this.rewardFailure === null ? super.reward(...args) : Promise.reject(this.rewardFailure);
  }

  async taken(): Promise<number> {
    return (await this.get(alice.phone))?.consumedPoints ?? 0;
  }
}

function setUp(...points: number[]) {
  const counters: CutOffCounter[] = [];
  const rules = points.map((each, index) => ruleOf({ name: `rule-${index}`, points: each }));
  const limits = createLimits(rules, ({ name, points, windowSeconds }): RateLimiterAbstract => {
    const counter = new CutOffCounter({ keyPrefix: name, points, duration: windowSeconds });
    counters.push(counter);
    return counter;
  });
  const [first, second] = counters;
  if (!first) throw new RangeError("one rule at least");
  return { limits, first, second: second ?? first };
}

describe("limits whose counters cannot be reached", () => {
  it.each([
    ["a plain Error", STORE_ERROR],
    ["an error of its own class", new RangeError("pool exhausted")],
    ["a text", "timeout"],
    ["nothing", undefined],
    ["an object like a refusal", { msBeforeNext: 1_000, remainingPoints: 0 }],
  ])("are UNAVAILABLE, and never allow, when the driver rejects with %s", async (_what, failure) => {
    const { limits, first } = setUp(3);
    first.consumeFailure = failure;
    expect(await codeOf(limits.charge("send", alice))).toBe("UNAVAILABLE");
  });

  it("keep the driver's error as the cause, for the log", async () => {
    const { limits, first } = setUp(3);
    first.consumeFailure = STORE_ERROR;
    await expect(limits.charge("send", alice)).rejects.toMatchObject({ cause: STORE_ERROR });
  });

  it("still refuse with the rule when the driver does: a RateLimiterRes is no failure", async () => {
    const { limits, first } = setUp(3);
    first.consumeFailure = new RateLimiterRes(0, 1_500, 4, false);
    expect(await limits.charge("send", alice)).toEqual({
      allowed: false,
      rule: "rule-0",
      retryAfterSeconds: 2,
    });
  });

  it("never tell to wait less than a second, even at the very end of a window", async () => {
    const { limits, first } = setUp(3);
    first.consumeFailure = new RateLimiterRes(0, 0, 4, false);
    expect(await limits.charge("send", alice)).toMatchObject({ retryAfterSeconds: 1 });
  });

  it("allow again once the counters can be reached", async () => {
    const { limits, first } = setUp(1);
    first.consumeFailure = STORE_ERROR;
    await codeOf(limits.charge("send", alice));
    first.consumeFailure = null;
    expect(await limits.charge("send", alice)).toMatchObject({ allowed: true });
  });

  it("keep no point of an earlier rule when a later one cannot be reached", async () => {
    const { limits, first, second } = setUp(3, 3);
    second.consumeFailure = STORE_ERROR;
    expect(await codeOf(limits.charge("send", alice))).toBe("UNAVAILABLE");
    expect(await first.taken()).toBe(0);
  });

  it("are UNAVAILABLE, not allowed, when nothing can be given back either", async () => {
    const { limits, first, second } = setUp(3, 3);
    second.consumeFailure = STORE_ERROR;
    first.rewardFailure = new Error("still away");
    await expect(limits.charge("send", alice)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      cause: STORE_ERROR,
    });
  });

  it("are UNAVAILABLE when a later rule refuses and the earlier point cannot be given back", async () => {
    const { limits, first, second } = setUp(3, 3);
    second.consumeFailure = new RateLimiterRes(0, 1_000, 4, false);
    first.rewardFailure = STORE_ERROR;
    expect(await codeOf(limits.charge("send", alice))).toBe("UNAVAILABLE");
  });

  it("are UNAVAILABLE for a refund that does not reach them", async () => {
    const { limits, first } = setUp(3);
    const charge = await limits.charge("send", alice);
    first.rewardFailure = STORE_ERROR;
    expect(await codeOf(refund(charge))).toBe("UNAVAILABLE");
    expect(await first.taken()).toBe(1);
  });
});
