import { describe, expect, it } from "vitest";
import { coarseNetworkOf, networkOf } from "../src/requester.ts";

describe("the network of an address", () => {
  it("is an IPv4 address itself", () => {
    expect(networkOf("198.51.100.7")).toBe("198.51.100.7");
    expect(networkOf("198.51.100.7", 48)).toBe("198.51.100.7");
  });

  it.each([
    [64, "2001:db8:aaaa:bbcd::/64"],
    [56, "2001:db8:aaaa:bb00::/56"],
    [48, "2001:db8:aaaa:0::/48"],
  ] as const)("is the first %i bits of an IPv6 address", (bits, network) => {
    expect(networkOf("2001:db8:aaaa:bbcd:1:2:3:4", bits)).toBe(network);
    expect(networkOf("2001:db8:aaaa:bbcd:ffff:0:0:1", bits)).toBe(network);
  });

  it("is kept, shown and logged as 24 bits of an IPv4 address, and 48 of an IPv6 one", () => {
    expect(coarseNetworkOf("198.51.100.7")).toBe("198.51.100.0/24");
    expect(coarseNetworkOf("2001:db8:aaaa:bbcd:1:2:3:4")).toBe("2001:db8:aaaa:0::/48");
  });
});
