import type { E164, OtpSent } from "@sixdigit/contracts";
import { parseRecord, tabStorage } from "../browser/tab-storage.ts";

/** `unknown`: this browser knows of no message. `spent`: there was one, and its code can no longer be used. */
const STATES = ["unknown", "sent", "spent"] as const;

/**
 * What the code step has to know after a reload: nothing secret. Instants are milliseconds on this device's clock;
 * without `expiresAt` nobody here knows when the code was sent.
 */
export type CodeTiming = {
  phone: E164;
  state: (typeof STATES)[number];
  codeLength: number;
  resendAt: number;
  sentAt?: number;
  expiresAt?: number;
};

const KEY = "sixdigit.code-timing";
const DEFAULT_CODE_LENGTH = 6;

export function timingUnknown(phone: E164): CodeTiming {
  return { phone, state: "unknown", codeLength: DEFAULT_CODE_LENGTH, resendAt: 0 };
}

type Sent = Pick<OtpSent, "codeLength" | "expiresAt" | "resendAt">;

export function timingOfSent(
  phone: E164,
  sent: Sent,
  now: number,
  toLocal: (instant: string) => number,
): CodeTiming {
  const { codeLength, expiresAt, resendAt } = sent;
  const life = { sentAt: now, expiresAt: toLocal(expiresAt) };
  return { phone, state: "sent", codeLength, ...life, resendAt: toLocal(resendAt) };
}

/** What was known, and a wait that the server has named since. */
export function timingAfterWait(known: CodeTiming, waitSeconds: number, now: number): CodeTiming {
  return { ...known, resendAt: now + waitSeconds * 1000 };
}

/** What was known, of a code that can no longer be used: a new one can be asked for at once. */
export function timingSpent(known: CodeTiming, now: number): CodeTiming {
  return { ...known, state: "spent", resendAt: now };
}

/** A new code is asked for, and the server says that one is under way: what is known of a dead one is not of that. */
export function timingUnderWay(known: CodeTiming, waitSeconds: number, now: number): CodeTiming {
  const base = isOver(known, now) ? timingUnknown(known.phone) : known;
  return { ...timingAfterWait(base, waitSeconds, now), state: "sent" };
}

/** Whether the code that is known of can no longer be used. */
export function isOver({ state, expiresAt = Number.POSITIVE_INFINITY }: CodeTiming, now: number): boolean {
  return state === "spent" || expiresAt <= now;
}

/** Reads what `keepTiming` wrote; what is damaged or belongs to another number counts as unknown. */
export function parseTiming(stored: string | null, phone: E164): CodeTiming {
  const { phone: owner, state, codeLength, sentAt, expiresAt, resendAt } = parseRecord(stored);
  const isWhole = isState(state) && isInstant(resendAt) && isCodeLength(codeLength);
  if (owner !== phone || !isWhole) return timingUnknown(phone);
  const life = isInstant(sentAt) && isInstant(expiresAt) ? { sentAt, expiresAt } : {};
  return { phone, state, codeLength, resendAt, ...life };
}

export function readTiming(phone: E164): CodeTiming {
  return parseTiming(tabStorage.read(KEY), phone);
}

export function keepTiming(timing: CodeTiming): void {
  tabStorage.write(KEY, JSON.stringify(timing));
}

export function forgetTiming(): void {
  tabStorage.remove(KEY);
}

const isState = (value: unknown): value is CodeTiming["state"] => STATES.some((state) => state === value);
const isInstant = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCodeLength = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 6 && value <= 10;
