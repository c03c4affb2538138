import { createHash } from "node:crypto";
import type { LimitSubject } from "@sixdigit/auth";
import type { Read, Write } from "./counters.ts";
import { readOf, seriesOf, writeOf } from "./line.ts";
import { windowFor } from "./window.ts";

const MONTH = 30 * 86_400;
const window = windowFor(MONTH, 1_000);
/** No browser's id has a colon. */
const AT = "at:";

/**
 * A network from which somebody signed in to the number lately is a place of that number. Where strangers have used up what
 * the number has, whoever calls from there has limits of their own, as a known browser does (NIST SP 800-63B-4, 3.2.2:
 * requests from addresses "from which the subscriber has been successfully authenticated before").
 */
export function placeReads({ phone, networks: [network], device }: LimitSubject, now: Date): Read[] {
  if (network === undefined || device !== undefined) return [];
  return [readOf(seriesOf("places", window, keyOf(network, phone)), window, now)];
}

export function countPlace({ phone, networks: [network] }: LimitSubject, now: Date): Write[] {
  if (network === undefined) return [];
  return [writeOf(seriesOf("places", window, keyOf(network, phone)), window, now, 1)];
}

/** A hash, because it is kept for a month: nobody can read from it who was where, only try a guess. */
function keyOf(network: string, phone: string): string {
  return createHash("sha256").update(`${network} ${phone}`).digest("base64url");
}

/** Whoever calls from a place of the number, with the limits of a known browser. */
export function atPlace(subject: LimitSubject): LimitSubject {
  return { ...subject, device: `${AT}${subject.networks[0]}` };
}

/** Whether who is known is so by a place of the number, and not by a browser. */
export const isAtPlace = (device: string): boolean => device.startsWith(AT);
