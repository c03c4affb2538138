import { countryOf, type E164 } from "@sixdigit/contracts";
import { knownDevice } from "./device.ts";
import type { LimitSubject } from "./ports.ts";
import { networkOf, type Requester } from "./requester.ts";

const LAST_DIGITS = 4;

/** What the limits count a call by. */
export function limitSubject(phone: E164, requester: Requester | undefined): LimitSubject {
  return {
    phone,
    range: phone.slice(0, -LAST_DIGITS),
    country: countryOf(phone) ?? "none",
    networks: requester ? networksOf(requester.address) : [],
    device: knownDevice(requester?.device, phone),
  };
}

function networksOf(address: string): string[] {
  if (!address.includes(":")) return [address];
  return ([64, 56, 48] as const).map((bits) => networkOf(address, bits));
}
