import { manualClock } from "@sixdigit/testing";
import { describe, expect, it, vi } from "vitest";
import { createProofs, memoryCounters } from "../src/index.ts";
import { solve } from "./solve.ts";
import { alice, bob, chargeAtOnce, countAllowed, limitsOf, ruleOf, SECRET } from "./support.ts";

const here = { ...alice, networks: ["203.0.113.7"] };
const now = new Date("2026-01-01T00:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const proofs = createProofs([SECRET]);

describe("a proof of work", () => {
  it("is accepted for the number and the network that it was asked of, for five minutes", async () => {
    const solution = await solve(await proofs.ask(here, 0, now));
    expect(await proofs.check(solution, here, later(299))).toMatchObject({ expiresAt: later(300) });
    expect(await proofs.check(solution, here, later(300))).toBeUndefined();
    expect(await proofs.check(solution, { ...here, phone: bob.phone }, now)).toBeUndefined();
    expect(await proofs.check(solution, { ...here, networks: ["203.0.113.8"] }, now)).toBeUndefined();
  });

  it("is accepted while its secret is an older one of the list, and from nobody else's", async () => {
    const solution = await solve(await proofs.ask(here, 0, now));
    const [newer, strangers] = [createProofs(["another secret", SECRET]), createProofs(["another secret"])];
    expect(await newer.check(solution, here, now)).toBeDefined();
    expect(await strangers.check(solution, here, now)).toBeUndefined();
  });

  it.each([0, 1, 3, 5, 9])(
    "doubles its work with each level, up to the hardest (level %d)",
    async (level) => {
      const { maxnumber } = await proofs.ask(here, level, now);
      expect(maxnumber).toBe(Math.min(1_600_000, 50_000 * 2 ** level));
    },
  );

  it("tells nothing of the number that it is for", async () => {
    const text = JSON.stringify(await proofs.ask(here, 0, now));
    expect(text).not.toContain(alice.phone.slice(1));
    expect(text).not.toContain("203.0.113.7");
  });

  it.each([
    ["nothing", ""],
    ["no base64", "\u0000\u0001"],
    ["no JSON", Buffer.from("{").toString("base64")],
    ["null", Buffer.from("null").toString("base64")],
    ["a number", Buffer.from("7").toString("base64")],
    ["an empty object", Buffer.from("{}").toString("base64")],
  ])("is none when it is %s", async (_what, text) => {
    expect(await proofs.check(text, here, now)).toBeUndefined();
  });

  it("is none when anything in it was changed", async () => {
    const solution = await solve(await proofs.ask(here, 0, now));
    const fields = JSON.parse(Buffer.from(solution, "base64").toString());
    const changes = [
      { number: fields.number + 1 },
      { number: `${fields.number}` },
      { number: -1 },
      { number: 0.5 },
      { algorithm: "SHA-1" },
      { algorithm: "none" },
      { salt: fields.salt.replace(/expires=\d+/, "expires=9999999999") },
      { salt: 1 },
      { signature: fields.signature.replace(/^./, "z") },
      { challenge: null },
    ];
    for (const change of changes) {
      const text = Buffer.from(JSON.stringify({ ...fields, ...change })).toString("base64");
      expect([change, await proofs.check(text, here, now)]).toEqual([change, undefined]);
    }
  });
});

describe("limits that ask for a proof of work", () => {
  it("ask the counters for what nobody has where every message needs one, so that none goes without", async () => {
    const counters = memoryCounters();
    const apply = vi.spyOn(counters, "apply");
    const limits = limitsOf([ruleOf()], { counters, proofPolicy: "always" });
    await limits.charge("open", here);
    const never = { series: "proof-for-all", from: 0, until: 0, most: 0 };
    expect(apply.mock.calls[0]?.[0].reads).toContainEqual(never);
  });

  const soft = () => {
    const clock = manualClock();
    const rule = ruleOf({ soft: 1, hard: 9 });
    return { clock, limits: limitsOf([rule], { counters: memoryCounters(), clock }) };
  };
  const puzzleOf = async (limits: ReturnType<typeof soft>["limits"]) => {
    const charge = await limits.charge("open", here);
    return charge.allowed ? undefined : charge.proof;
  };

  it("take one solution once, of a hundred times at once", async () => {
    const { limits } = soft();
    await limits.charge("open", here);
    const solution = await solve(await puzzleOf(limits));
    const charges = await Promise.all(
      Array.from({ length: 100 }, () => limits.charge("open", here, solution)),
    );
    expect(countAllowed(charges)).toBe(1);
    const codes = new Set(charges.flatMap((each) => (each.allowed ? [] : each.code)));
    expect([...codes]).toEqual(["PROOF_REQUIRED"]);
  });

  it("use no solution up for a charge that a hard line refuses", async () => {
    const rule = ruleOf({ soft: 1, hard: 2 });
    const clock = manualClock();
    const limits = limitsOf([rule], { counters: memoryCounters(), clock });
    await limits.charge("open", here);
    const [first, second] = [await solve(await puzzleOf(limits)), await solve(await puzzleOf(limits))];
    expect(await limits.charge("open", here, first)).toMatchObject({ allowed: true });
    expect(await limits.charge("open", here, second)).toMatchObject({ code: "RATE_LIMITED" });
    clock.advance(60);
    await limits.charge("open", here);
    expect(await limits.charge("open", here, second)).toMatchObject({ allowed: true });
  });

  it("ask for more work the further past the line it is", async () => {
    const { limits } = soft();
    const asked: unknown[] = [];
    for (let index = 0; index < 5; index += 1) {
      const puzzle = index === 0 ? undefined : await puzzleOf(limits);
      asked.push(puzzle?.maxnumber);
      await limits.charge("open", here, puzzle && (await solve(puzzle)));
    }
    expect(asked).toEqual([undefined, 50_000, 100_000, 100_000, 200_000]);
  });

  it("ask nobody where the policy is never, and everybody where it is always", async () => {
    const rules = [ruleOf({ soft: 1, hard: 9 })];
    const never = limitsOf(rules, { counters: memoryCounters(), proofPolicy: "never" });
    expect(countAllowed(await chargeAtOnce(never, 20))).toBe(9);
    const always = limitsOf(rules, { counters: memoryCounters(), proofPolicy: "always" });
    const first = await always.charge("open", here);
    expect(first).toMatchObject({ code: "PROOF_REQUIRED" });
    const solution = await solve(first.allowed ? undefined : first.proof);
    expect(await always.charge("open", here, solution)).toMatchObject({ allowed: true });
    expect(await always.charge("open", here, solution)).toMatchObject({ code: "PROOF_REQUIRED" });
    expect(await always.charge("guess", here)).toMatchObject({ allowed: true });
  });

  it("refuse rather than ask for work that would be in vain", async () => {
    const { limits } = soft();
    const always = limitsOf([ruleOf({ hard: 1 })], { counters: memoryCounters(), proofPolicy: "always" });
    const puzzle = await always.charge("open", here);
    await always.charge("open", here, await solve(puzzle.allowed ? undefined : puzzle.proof));
    expect(await always.charge("open", here)).toMatchObject({ code: "RATE_LIMITED" });
    expect(await limits.charge("open", here, "nonsense")).toMatchObject({ allowed: true });
  });
});
