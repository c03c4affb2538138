import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clientAddress } from "../src/http/client-address.ts";

const from = (remoteAddress: string | undefined, forwarded: string | undefined, hops: number) =>
  clientAddress({ socket: { remoteAddress } as Socket, headers: { "x-forwarded-for": forwarded } }, hops);

describe("the client's address", () => {
  it("is the socket's where no proxy is trusted, whatever was forwarded", () => {
    expect(from("198.51.100.7", "203.0.113.1, 203.0.113.2", 0)).toBe("198.51.100.7");
  });

  it.each([
    [1, "203.0.113.2"],
    [2, "203.0.113.1"],
    [3, "203.0.113.1"],
  ])("is the one that the outermost of %i trusted proxies saw", (hops, address) => {
    expect(from("10.0.0.1", "203.0.113.1, 203.0.113.2", hops)).toBe(address);
  });

  it("stays the same however long a list the client writes before the proxy's entry", () => {
    const addresses = Array.from({ length: 1000 }, (_, index) =>
      from("10.0.0.1", `192.0.2.${index % 250}, ${"9.9.9.9, ".repeat(index % 7)}198.51.100.7`, 1),
    );
    expect(new Set(addresses)).toEqual(new Set(["198.51.100.7"]));
  });

  it.each(["garbage", "", "unknown", "1", "0x7f.1", "198.51.100.7:80", "fe80::1%eth0", "<script>"])(
    "is the last that was seen by somebody trusted when an entry is %j",
    (entry) => expect(from("10.0.0.1", `203.0.113.1, ${entry}`, 2)).toBe("10.0.0.1"),
  );

  it.each([
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["2001:DB8::1", "2001:db8:0:0:0:0:0:1"],
    ["2001:db8:0:0::1", "2001:db8:0:0:0:0:0:1"],
    [undefined, "0.0.0.0"],
  ])("has one spelling: %s is %s", (address, canonical) => {
    expect(from(address, undefined, 0)).toBe(canonical);
  });
});
