import { manualClock } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import { createProofs, limitTables, memoryCounters, type Proofs } from "../src/index.ts";
import { imposing } from "../src/measures.ts";
import { chargeAtOnce, countAllowed, granted, limitsOf, ruleOf, SECRET, subjectOf } from "./support.ts";

const HOUR = 3600;
const MINUTE = 60;
const network = ["203.0.113.7"];
const person = (index: number, changes = {}) =>
  subjectOf(`+1415${200 + index}0100`, { networks: network, ...changes });

const perNetwork = ruleOf({
  name: "sends-per-network",
  by: "network",
  windowSeconds: HOUR,
  hard: 5,
  onSuccess: "gives-back",
  raisedEvery: 4,
});

/** Proofs whose every text is a solution of its own. */
const solvedByAnyText: Proofs = {
  ...createProofs([SECRET]),
  check: async (text, _subject, now) => ({ id: text, expiresAt: new Date(now.getTime() + 60_000) }),
};

function service(
  rules = [perNetwork],
  proofPolicy: "suspicious" | "never" = "suspicious",
  proofs = createProofs([SECRET]),
) {
  const clock = manualClock();
  const counters = memoryCounters();
  const limits = limitsOf(rules, { counters, clock, proofPolicy, proofs });
  let people = 0;
  const somebody = () => {
    people += 1;
    return person(people);
  };
  async function signIns(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const subject = somebody();
      await limits.settle(subject, [granted(await limits.charge("open", subject)).receipt]);
    }
  }
  /** How many of many messages to numbers of their own go out. */
  async function sent(count: number): Promise<number> {
    const all = Array.from({ length: count }, () => limits.charge("open", somebody()));
    return countAllowed(await Promise.all(all));
  }
  const stepUp = () => {
    const until = new Date(clock().getTime() + 10 * MINUTE * 1000);
    const writes = [imposing({ kind: "step-up", scope: "all" }, until)];
    return counters.apply({ now: clock(), reads: [], writes });
  };
  return { clock, counters, limits, signIns, sent, stepUp };
}

describe("the lines of a network", () => {
  it("rise by one for every four sign-ins from there, exactly, also for a hundred messages at once", async () => {
    const { signIns, sent } = service();
    await signIns(11);
    expect(await sent(100)).toBe(5 + 2);
  });

  it("fall again when the sign-ins have left the window", async () => {
    const { clock, signIns, sent } = service();
    await signIns(40);
    clock.advance(HOUR + 5 * MINUTE);
    expect(await sent(100)).toBe(5);
  });

  it("rise for a solved proof too, which is not asked for again", async () => {
    const rules = [{ ...perNetwork, soft: 1, hard: 2, raisedEvery: 1 }];
    const { limits, signIns, sent } = service(rules, "suspicious", solvedByAnyText);
    await signIns(1);
    expect(await sent(5)).toBe(2);
    expect(await limits.charge("open", person(700))).toMatchObject({ rule: "proof", code: "PROOF_REQUIRED" });
    expect(await limits.charge("open", person(700), "solved")).toMatchObject({ allowed: true });
    expect(await limits.charge("open", person(701), "solved too")).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("rise before a proof of work is asked for", async () => {
    const [quiet, crowd] = [service([{ ...perNetwork, soft: 2 }]), service([{ ...perNetwork, soft: 2 }])];
    expect(await quiet.sent(10)).toBe(2);
    await crowd.signIns(8);
    expect(await crowd.sent(10)).toBe(4);
  });
});

describe("the strict line", () => {
  const strict = { ...perNetwork, hard: 50, strict: 3 };

  it("holds while messages are stepped up, also where no proof is asked for, and not before or after", async () => {
    const { clock, sent, stepUp } = service([strict], "never");
    expect(await sent(2)).toBe(2);
    await stepUp();
    expect(await sent(10)).toBe(1);
    clock.advance(10 * MINUTE);
    expect(await sent(10)).toBe(10);
  });

  it("refuses before any work is asked for", async () => {
    const { limits, sent, stepUp } = service([strict]);
    await sent(3);
    await stepUp();
    expect(await limits.charge("open", person(700))).toEqual({
      ...{ allowed: false, rule: "sends-per-network", code: "RATE_LIMITED" },
      // No counter was asked when it is free: the longest that anybody is told.
      retryAfterSeconds: HOUR,
    });
  });

  it("rises with sign-ins too", async () => {
    const { signIns, sent, stepUp } = service([strict], "never");
    await signIns(8);
    await stepUp();
    expect(await sent(10)).toBe(5);
  });

  it.each(["unknown", "all"] as const)("is not met by a known browser (callers: %s)", async (callers) => {
    const { limits, sent, stepUp } = service([{ ...strict, callers }], "never");
    await stepUp();
    await sent(10);
    expect(await limits.charge("open", person(700, { device: "a-device" }))).toMatchObject({ allowed: true });
  });

  it("is not met by a known browser either where sign-ins have raised the lines", async () => {
    const rules = [{ ...perNetwork, hard: 5, strict: 2, raisedEvery: 1 }];
    const { limits, signIns, sent, stepUp } = service(rules, "never");
    await signIns(4);
    await stepUp();
    expect(await sent(10)).toBe(2 + 4);
    const known = person(700, { device: "a-device" });
    expect(countAllowed(await chargeAtOnce(limits, 10, known))).toBe(5 + 4 - 6);
  });

  it("does not hold because an operator asks for proofs", async () => {
    const { clock, counters, limits } = service([strict], "never", solvedByAnyText);
    const writes = [imposing({ kind: "proof", scope: "all" }, new Date(clock().getTime() + 60_000))];
    await counters.apply({ now: clock(), reads: [], writes });
    for (let index = 0; index < 5; index += 1) {
      expect(await limits.charge("open", person(index))).toMatchObject({ code: "PROOF_REQUIRED" });
      expect(await limits.charge("open", person(index), `${index}`)).toMatchObject({ allowed: true });
    }
  });
});

describe("a place of a number", () => {
  const ofNumber = ruleOf({ callers: "unknown", hard: 2, windowSeconds: 86_400 });
  const ofDevice = ruleOf({
    name: "of-device",
    by: "device",
    callers: "known",
    hard: 3,
    windowSeconds: 86_400,
  });
  const victim = person(1);
  const elsewhere = { ...victim, networks: ["198.51.100.9"] };

  it("has limits of its own when strangers have used up what the number has, and only that", async () => {
    const { limits } = service([ofNumber, ofDevice]);
    await limits.settle(victim, []);
    expect(countAllowed(await chargeAtOnce(limits, 20, elsewhere))).toBe(2);
    expect(countAllowed(await chargeAtOnce(limits, 20, victim))).toBe(3);
    expect(countAllowed(await chargeAtOnce(limits, 20, elsewhere))).toBe(0);
  });

  it("is one for the number that signed in there, for a month", async () => {
    const { clock, limits } = service([ofNumber, ofDevice]);
    await limits.settle(victim, []);
    const other = person(2);
    expect(countAllowed(await chargeAtOnce(limits, 20, other))).toBe(2);
    clock.advance(32 * 86_400);
    expect(countAllowed(await chargeAtOnce(limits, 20, victim))).toBe(2);
  });

  it("is kept under a name that tells neither the number nor the network", async () => {
    const { clock, counters, limits } = service([ofNumber, ofDevice]);
    await limits.settle(victim, []);
    const names = (await counters.lasting("", clock())).map(({ series }) => series);
    expect(names).toContainEqual(expect.stringMatching(/^places@/));
    expect(names.filter((name) => name.includes(victim.phone) || name.includes("203.0.113.7"))).toEqual([]);
  });

  it.each(["unknown", "all"] as const)("lifts no limit of its network (callers: %s)", async (callers) => {
    const narrow = { ...perNetwork, callers, hard: 1, raisedEvery: 100 };
    const { limits } = service([narrow, ofNumber, ofDevice]);
    await limits.settle(victim, []);
    expect(countAllowed(await chargeAtOnce(limits, 20, victim))).toBe(1);
  });

  it("spares nobody the proof that its network is asked for", async () => {
    const { limits, sent } = service([{ ...perNetwork, callers: "unknown", soft: 2 }, ofNumber, ofDevice]);
    await limits.settle(victim, []);
    await sent(2);
    expect(await limits.charge("open", victim)).toMatchObject({ code: "PROOF_REQUIRED" });
  });

  it("leaves known browsers a part that nobody else behind its address can use up", async () => {
    const { clock, limits } = service([...limitTables.rules]);
    const known = { ...victim, device: "a-device" };
    const neighbours = ["203.0.113.7", "203.0.113.8", "203.0.113.9"].map((address) => ({
      ...victim,
      networks: [address],
    }));
    for (const each of [...neighbours, known]) await limits.settle(each, []);
    const compared = countAllowed(await chargeAtOnce(limits, 80, elsewhere, "compare"));
    for (const each of neighbours) await chargeAtOnce(limits, 50, each, "compare");
    expect(compared).toBe(80);
    expect(countAllowed(await chargeAtOnce(limits, 50, known, "compare"))).toBe(10);
    await limits.settle(known, []);
    for (let hour = 0; hour < 20; hour += 1) {
      for (const each of neighbours) await chargeAtOnce(limits, 5, each);
      clock.advance(HOUR);
    }
    expect(countAllowed(await chargeAtOnce(limits, 50, known))).toBe(3);
  });
});
