import { seededBytes } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import { knownDevice, rememberAccount } from "../src/device.ts";
import { limitSubject } from "../src/limit-subject.ts";
import { alice, bob, createBench, phoneNumber } from "./support/bench.ts";

const randomBytes = seededBytes("device");
const address = "2001:db8:1:2:3:4:5:6";

describe("a browser that has signed in", () => {
  it("is known for the numbers that it signed in to, and for no other", () => {
    const once = rememberAccount(undefined, alice, randomBytes);
    expect([knownDevice(once, alice), knownDevice(once, bob)]).toEqual([once.id, undefined]);
    const twice = rememberAccount(once, bob, randomBytes);
    expect([knownDevice(twice, alice), knownDevice(twice, bob)]).toEqual([once.id, once.id]);
  });

  it("remembers the one number after its first sign-in", () => {
    expect(rememberAccount(undefined, alice, randomBytes).accounts).toMatch(/^[\w-]{22}$/);
  });

  it("remembers the five latest numbers, each once", () => {
    const numbers = [0, 1, 2, 3, 4, 5].map((last) => phoneNumber(`+1415555013${last}`));
    let device = rememberAccount(undefined, alice, randomBytes);
    for (const each of [...numbers, ...numbers.slice(-1)])
      device = rememberAccount(device, each, randomBytes);
    expect(numbers.map((each) => knownDevice(device, each) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it("holds no number that could be read", () => {
    expect(JSON.stringify(rememberAccount(undefined, alice, randomBytes))).not.toContain(alice.slice(1));
  });

  it.each([
    { id: "", accounts: "" },
    { id: "x", accounts: "" },
    { id: "", accounts: "." },
  ])("is not known by %j", (device) => {
    expect(knownDevice(device, alice)).toBeUndefined();
  });

  it("is given what it is known by after a sign-in, as holder and with the number alone", async () => {
    const { auth, lastCode } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice });
    const { device } = await auth.verifyOtp({ phone: alice, challengeId, code: lastCode() });
    await auth.requestOtp({ phone: alice });
    const requester = { address, userAgent: undefined, device };
    const again = await auth.verifyOtp({ phone: alice, code: lastCode(), requester });
    expect(again.device).toEqual(device);
    expect(limitSubject(alice, { address, userAgent: undefined, device }).device).toBe(device.id);
  });
});

describe("what the limits count a call by", () => {
  it("is the number, its range, its country and the networks of the caller", () => {
    expect(limitSubject(alice, { address, userAgent: undefined })).toEqual({
      phone: alice,
      range: "+1415555",
      country: "US",
      networks: ["2001:db8:1:2::/64", "2001:db8:1:0::/56", "2001:db8:1:0::/48"],
      device: undefined,
    });
    expect(limitSubject(alice, { address: "203.0.113.7", userAgent: undefined }).networks).toEqual([
      "203.0.113.7",
    ]);
    expect(limitSubject(alice, undefined).networks).toEqual([]);
    expect(limitSubject(phoneNumber("+870773111632"), undefined).country).toBe("none");
  });
});
