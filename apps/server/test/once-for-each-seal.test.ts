import { sealData, unsealData } from "iron-session";
import { afterEach, describe, expect, it, vi } from "vitest";
import { onceForEachSeal } from "../src/http/once-for-each-seal.ts";

const password = "a-session-secret-of-the-tests-32-l";
const ttl = 3600;
const sealOf = (id: string) => sealData({ id }, { password, ttl });

/** Opens real seals, and counts how often. */
function counting() {
  let opened = 0;
  const { open, know } = onceForEachSeal<{ id?: string }>(async (seal) => {
    opened += 1;
    const value = await unsealData<{ id?: string }>(seal, { password, ttl });
    return value.id === undefined ? undefined : value;
  });
  return { open, know, opened: () => opened };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("the seal of a cookie", () => {
  it("is opened once, however many requests bring it, also at once", async () => {
    const { open, opened } = counting();
    const [one, other] = [await sealOf("one"), await sealOf("other")];
    const found = await Promise.all(Array.from({ length: 50 }, () => open(one)));
    expect(found).toEqual(Array.from({ length: 50 }, () => ({ id: "one" })));
    expect([await open(one), await open(other), await open(other)]).toEqual([
      { id: "one" },
      { id: "other" },
      { id: "other" },
    ]);
    expect(opened()).toBe(2);
  });

  it("is never opened where it was made", async () => {
    const { open, know, opened } = counting();
    const seal = await sealOf("one");
    know(seal, { id: "one" });
    expect([await open(seal), opened()]).toEqual([{ id: "one" }, 0]);
  });

  it("opens nothing any more once it has run out, though it was known", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { open, opened } = counting();
    const seal = await sealOf("one");
    expect(await open(seal)).toEqual({ id: "one" });
    vi.setSystemTime(Date.now() + (ttl - 1) * 1000);
    expect([await open(seal), opened()]).toEqual([{ id: "one" }, 1]);
    // The library allows a minute for clocks that differ.
    vi.setSystemTime(Date.now() + 200 * 1000);
    expect([await open(seal), opened()]).toEqual([undefined, 2]);
  });

  it("that opens nothing is tried once too", async () => {
    const { open, opened } = counting();
    const broken = `${await sealOf("one")}x`.replace("Fe26.2*", "Fe26.2*x");
    expect([await open(broken), await open(broken), opened()]).toEqual([undefined, undefined, 1]);
  });

  it("stays known through any amount of garbage", async () => {
    const { open, opened } = counting();
    const seal = await sealOf("one");
    await open(seal);
    await Promise.all(Array.from({ length: 15_000 }, (_, index) => open(`Fe26.2*garbage*${index}`)));
    const before = opened();
    expect(before).toBe(15_001);
    expect([await open(seal), opened()]).toEqual([{ id: "one" }, before]);
  });

  it("is not even looked at when it is longer than a cookie can be", async () => {
    const { open, opened } = counting();
    expect([await open("a".repeat(8192)), opened()]).toEqual([undefined, 0]);
  });
});
