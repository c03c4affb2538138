import { describe, expect, it } from "vitest";
import { sameCode } from "../src/code.ts";
import { createKeyring, deriveCode } from "../src/index.ts";
import { alice, bob, SECRET } from "./support/bench.ts";

const { current: key } = createKeyring([SECRET]);
const challenge = { seed: "s".repeat(22), phone: alice, purpose: "sign-in", codeLength: 6 } as const;
const codes = (count: number, codeLength: number) =>
  Array.from({ length: count }, (_, index) =>
    deriveCode(key, { ...challenge, codeLength, seed: `seed ${index}` }),
  );

/** 9 degrees of freedom: above 33.7 once in 10,000 honest runs. The seeds are fixed, so this run never changes. */
const CHI_SQUARE_LIMIT = 33.7;
function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  return counts.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
}

describe("deriving a code", () => {
  it("gives the same code for the same seed, phone, purpose and secret", () => {
    expect(deriveCode(key, challenge)).toBe(deriveCode(key, { ...challenge }));
  });

  it.each([
    ["another seed", { seed: "t".repeat(22) }, SECRET],
    ["another phone", { phone: bob }, SECRET],
    ["another secret", {}, "another secret of the tests, 32 long"],
  ])("gives another code for %s", (_case, change, secret) => {
    const { current } = createKeyring([secret]);
    expect(deriveCode(current, { ...challenge, ...change })).not.toBe(deriveCode(key, challenge));
  });

  it.each([6, 7, 8, 9, 10])("has %i digits when so many are asked for", (codeLength) => {
    expect(
      codes(500, codeLength).filter((code) => !/^\d+$/.test(code) || code.length !== codeLength),
    ).toEqual([]);
  });

  it("uses every digit equally at every place, zeros in front kept", () => {
    const drawn = codes(100_000, 6);
    for (let place = 0; place < 6; place++) {
      const counts = Array.from(
        { length: 10 },
        (_, digit) => drawn.filter((c) => c[place] === `${digit}`).length,
      );
      expect(chiSquare(counts)).toBeLessThan(CHI_SQUARE_LIMIT);
    }
  });

  it("spreads over the whole range without the bias of a short remainder", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const code of codes(100_000, 6)) {
      const tenth = Math.floor(Number(code) / 100_000);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(CHI_SQUARE_LIMIT);
  });
});

describe("comparing a code", () => {
  it.each([
    ["012345", "012345", true],
    ["012345", "012346", false],
    ["012345", "12345", false],
    ["012345", "0123450", false],
    ["012345", "", false],
  ])("%s with %j: %s", (code, guess, same) => {
    expect(sameCode(code, guess)).toBe(same);
  });
});

describe("a keyring", () => {
  it("makes with the newest secret and finds the older ones by their ids", () => {
    const older = "the older secret of the tests, 32 long";
    const before = createKeyring([older]);
    const after = createKeyring([SECRET, older]);
    expect(after.current.secret).toBe(SECRET);
    expect(after.find(before.current.id)?.secret).toBe(older);
    expect(createKeyring([SECRET]).find(before.current.id)).toBeUndefined();
  });

  it("gives ids that say nothing about the secret", () => {
    expect(key.id).toMatch(/^[A-Za-z0-9_-]{8}$/);
    expect(SECRET).not.toContain(key.id);
  });
});
