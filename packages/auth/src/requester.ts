import type { Device } from "./device.ts";

/** Who calls, as far as the connection tells. */
export type Requester = {
  /** What this server once gave to the browser after a sign-in. */
  device?: Device | undefined;
  /** An IP address in one spelling: IPv4 as four numbers, IPv6 as eight groups of it (`2001:db8:0:0:0:0:0:1`). */
  address: string;
  /** What the program calls itself: at most 256 characters, none of them a control character. */
  userAgent: string | undefined;
};

const GROUP_BITS = 16;

/**
 * The network that an address is counted and shown by, as text. An IPv4 address stands for itself; of an IPv6 address
 * its holder picks the last 64 bits freely, so only a prefix says anything.
 *
 * @param bits length of the IPv6 prefix: 64, or 56 or 48 for what a provider gives to one customer
 */
export function networkOf(address: string, bits: 48 | 56 | 64 = 64): string {
  if (!address.includes(":")) return address;
  const groups = address.split(":").map((group) => Number.parseInt(group, 16));
  const kept = groups.map((group, index) => group & maskOf(bits - index * GROUP_BITS));
  return `${kept
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/${bits}`;
}

/** The network that is kept, shown and logged of an address: enough to know it again, too little to find a person. */
export function coarseNetworkOf(address: string): string {
  return address.includes(":") ? networkOf(address, 48) : address.replace(/\.\d+$/, ".0/24");
}

function maskOf(bitsLeft: number): number {
  const ones = Math.max(0, Math.min(GROUP_BITS, bitsLeft));
  return (0xffff << (GROUP_BITS - ones)) & 0xffff;
}
