import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

const NOWHERE = "0.0.0.0";

/**
 * The address that a request came from, in one spelling. Each trusted proxy has added the address that it saw at the end
 * of X-Forwarded-For; what stands before those was written by the client and counts for nothing (ASVS 4.1.3). An entry
 * that is no address ends the walk, so the answer is always an address that somebody trusted has seen.
 *
 * @param hops how many proxies stand in front of this server
 */
export function clientAddress(req: Pick<IncomingMessage, "headers" | "socket">, hops: number): string {
  const forwarded = [req.headers["x-forwarded-for"] ?? []].flat().join(",").split(",").toReversed();
  let address = canonical(req.socket.remoteAddress ?? "") ?? NOWHERE;
  for (const entry of forwarded.slice(0, hops)) {
    const seen = canonical(entry.trim());
    if (seen === undefined) break;
    address = seen;
  }
  return address;
}

/** IPv4 as four numbers, IPv6 as eight groups; an IPv4 address inside an IPv6 one is folded out of it. */
function canonical(text: string): string | undefined {
  const isShortForm = !text.includes(":") && !/^\d+\.\d+\.\d+\.\d+$/.test(text);
  if (isShortForm || text.includes("%") || !ipaddr.isValid(text)) return undefined;
  return ipaddr.process(text).toNormalizedString();
}
