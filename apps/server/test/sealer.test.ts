import { sealData, unsealData } from "iron-session";
import { describe, expect, it } from "vitest";
import { createSealer } from "../src/http/sealer.ts";

const secret = "a-session-secret-of-the-tests-32-l";
const password = { 7: secret };
const value = { id: "0199f0e7", secret: "ünïcödé" };
const seal = createSealer({ id: 7, secret });
const open = (sealed: string, ttl = 60) => unsealData(sealed, { password, ttl });

describe("what is sealed here", () => {
  it("is opened by iron-session, whatever its length", async () => {
    expect(await open(seal(value, { seconds: 60 }))).toEqual(value);
    for (let length = 0; length < 40; length++) {
      const text = { id: "x".repeat(length) };
      expect(await open(seal(text, { seconds: 60 }))).toEqual(text);
    }
  });

  it("has the form of iron-session's own", async () => {
    const form = (sealed: string) => sealed.split("*").map((part) => part.length);
    const own = form(await sealData(value, { password, ttl: 60 }));
    expect(form(seal(value, { seconds: 60 }))).toEqual(own);
  });

  it("is nothing to whoever has another secret", async () => {
    const foreign = createSealer({ id: 7, secret: "a-session-secret-of-somebody-else!" });
    expect(await open(foreign(value, { seconds: 60 }))).toEqual({});
  });

  it("is nothing once it has run out", async () => {
    // The library allows a minute for clocks that differ.
    expect(await open(seal(value, { seconds: -61 }))).toEqual({});
    expect(await open(seal(value, { seconds: -50 }))).toEqual(value);
  });

  it("is another text each time, though the keys are derived once", () => {
    const all = Array.from({ length: 100 }, () => seal(value, { seconds: 60 }).split("*"));
    expect(new Set(all.map(([, , , iv]) => iv)).size).toBe(100);
    expect(new Set(all.map(([, , , , sealed]) => sealed)).size).toBe(100);
    expect(new Set(all.map(([, , salt, , , , other]) => `${salt} ${other}`)).size).toBe(1);
    const [, , salt, , , , other] = all[0] ?? [];
    expect(salt).not.toBe(other);
  });
});
