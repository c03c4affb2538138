import { describe, expect, it } from "vitest";
import {
  createFailover,
  type FailoverDeps,
  parseRoutes,
  type SendResult,
  type SmsMessage,
  type SmsSender,
} from "../src/index.ts";
import { aMessage } from "./sender-suite.ts";

type Send = SmsSender["send"];

const NAMES = ["first", "second", "third"];
const accepts: Send = async () => ({ outcome: "accepted", providerMessageId: "m1" });
const says =
  (outcome: SendResult["outcome"]): Send =>
  async () => ({ outcome });
const after =
  (ms: number, outcome: SendResult["outcome"]): Send =>
  () =>
    new Promise((resolve) => setTimeout(() => resolve({ outcome }), ms));
const noProvider = { result: { outcome: "transient", errorCode: "no-provider" }, attempts: [] };

/** Senders of these behaviours as one; their attempts are called 1, 2, 3. */
function failoverOf(sends: readonly Send[], given: Partial<FailoverDeps> = {}) {
  let ids = 0;
  const senders = sends.map((send, index) => ({ name: NAMES[index] ?? "", send }));
  const routes = parseRoutes(`IN:first;*:${NAMES.slice(0, sends.length)}`, NAMES);
  const newId = () => `${++ids}`;
  return createFailover({ senders, routes, random: () => 0.5, newId, deadlineMs: 30_000, ...given });
}

const askedOf = async (sends: readonly Send[], given?: Partial<FailoverDeps>) =>
  (await failoverOf(sends, given).send(aMessage, "US")).attempts.map(({ provider }) => provider);

describe("senders in a row", () => {
  it("are asked one after the other until one takes the message, each by an id of its own", async () => {
    const given: SmsMessage[] = [];
    const noting: Send = async (message) => {
      given.push(message);
      return { outcome: "transient", errorCode: "http-503" };
    };
    expect(await failoverOf([noting, noting, accepts]).send(aMessage, "US")).toStrictEqual({
      result: { outcome: "accepted", providerMessageId: "m1" },
      attempts: [
        { id: "1", provider: "first", result: { outcome: "transient", errorCode: "http-503" } },
        { id: "2", provider: "second", result: { outcome: "transient", errorCode: "http-503" } },
        { id: "3", provider: "third", result: { outcome: "accepted", providerMessageId: "m1" } },
      ],
    });
    expect(given).toStrictEqual([
      { ...aMessage, id: "1" },
      { ...aMessage, id: "2" },
    ]);
  });

  it.each(["accepted", "rejected", "ambiguous"] as const)(
    "end with the first that says %s",
    async (outcome) => {
      const { result, attempts } = await failoverOf([says(outcome), accepts]).send(aMessage, "US");
      expect(result).toStrictEqual({ outcome });
      expect(attempts).toHaveLength(1);
    },
  );

  it("say what the last one said when none takes it", async () => {
    const last: Send = async () => ({ outcome: "transient", errorCode: "http-429" });
    const { result } = await failoverOf([says("transient"), says("transient"), last]).send(aMessage, "US");
    expect(result).toStrictEqual({ outcome: "transient", errorCode: "http-429" });
  });

  it("are passed over where they are not set up, and while their breakers are open", async () => {
    const routes = parseRoutes("*:third,first,second", NAMES);
    expect(await askedOf([says("transient"), accepts], { routes })).toEqual(["first", "second"]);
    const failover = failoverOf([says("transient"), accepts], { breaker: { failures: 1, openMs: 60_000 } });
    await failover.send(aMessage, "US");
    expect(failover.breakerStates()).toStrictEqual({ first: "open", second: "closed" });
    expect((await failover.send(aMessage, "US")).attempts).toMatchObject([{ provider: "second" }]);
  });

  it("that are none, or cannot be asked, have not sent", async () => {
    expect(await failoverOf([accepts], { routes: new Map() }).send(aMessage, "US")).toStrictEqual(noProvider);
    const failover = failoverOf([says("transient")], { breaker: { failures: 1, openMs: 60_000 } });
    await failover.send(aMessage, undefined);
    expect(await failover.send(aMessage, undefined)).toStrictEqual(noProvider);
  });
});

describe("the order of senders", () => {
  const bad = { delivered: 10, failed: 90, pending: 0 };
  const good = { delivered: 95, failed: 5, pending: 0 };

  it("is that of their deliveries to the country, or to numbers of no country", async () => {
    const looked: string[] = [];
    const deliveryStats = (country: string, provider: string) => {
      looked.push(`${country} ${provider}`);
      return provider === "second" ? good : bad;
    };
    const failover = failoverOf([accepts, accepts], { deliveryStats });
    expect((await failover.send(aMessage, "US")).attempts).toMatchObject([{ provider: "second" }]);
    expect((await failover.send(aMessage, undefined)).attempts).toMatchObject([{ provider: "second" }]);
    expect(looked).toEqual(["US first", "US second", "* first", "* second"]);
  });

  it("is another one now and then, as chance has it", async () => {
    const deliveryStats = () => good;
    expect(await askedOf([accepts, accepts], { deliveryStats, random: () => 0.5 })).toEqual(["first"]);
    expect(await askedOf([accepts, accepts], { deliveryStats, random: () => 0 })).toEqual(["second"]);
  });

  it("is looked up for nobody who is alone, nor left to chance", async () => {
    const fail = () => {
      throw new Error("nobody was to ask");
    };
    const failover = failoverOf([accepts], { deliveryStats: fail, random: fail });
    expect((await failover.send(aMessage, "IN")).result.outcome).toBe("accepted");
  });
});

describe("the deadline", () => {
  it("is told to each sender, and what one answers then is taken", { retry: 2 }, async () => {
    const heeds: Send = (_message, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve({ outcome: "ambiguous", errorCode: "my-own" }));
      });
    const { result } = await failoverOf([heeds, accepts], { deadlineMs: 200 }).send(aMessage, "US");
    expect(result).toStrictEqual({ outcome: "ambiguous", errorCode: "my-own" });
  });

  it.each([
    ["over", 200],
    ["so near that the second could not answer any more", 350],
  ])("leaves nothing to the second when it is %s", async (_, deadlineMs) => {
    const { result, attempts } = await failoverOf([after(300, "transient"), accepts], { deadlineMs }).send(
      aMessage,
      "US",
    );
    expect(result.outcome).toBe("transient");
    expect(attempts).toHaveLength(1);
  });

  it("leaves time for the second when the first was quick", async () => {
    expect(await askedOf([after(100, "transient"), accepts])).toEqual(["first", "second"]);
  });

  it("does not keep the first from being asked, however near it is", async () => {
    expect(await askedOf([accepts], { deadlineMs: 0 })).toEqual(["first"]);
  });

  it("leaves no timer behind that would hold a process up", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    await askedOf([accepts]);
    // The test runner has timers of its own, which may end meanwhile.
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe("senders that do not keep their word", () => {
  it("are left when they do not heed the deadline; their message may be on its way", async () => {
    const started = performance.now();
    const hangs: Send = () => new Promise(() => {});
    const { result, attempts } = await failoverOf([hangs, accepts], { deadlineMs: 200 }).send(aMessage, "US");
    expect(result).toStrictEqual({ outcome: "ambiguous", errorCode: "no-answer" });
    expect(attempts).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("count as having sent when they reject", async () => {
    const rejects: Send = () => Promise.reject(new Error("a defect"));
    const { result, attempts } = await failoverOf([rejects, accepts]).send(aMessage, "US");
    expect(result).toStrictEqual({ outcome: "ambiguous", errorCode: "bad-answer" });
    expect(attempts).toHaveLength(1);
  });
});
