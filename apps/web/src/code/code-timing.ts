import type { E164, OtpSent } from "@sixdigit/contracts";
import { parseRecord, tabStorage } from "../browser/tab-storage.ts";

/**
 * What the code step has to know after a reload: nothing secret. Instants are milliseconds on this device's clock;
 * without `expiresAt` nobody here knows when the code was sent.
 */
export type CodeTiming = {
  phone: E164;
  codeLength: number;
  resendAt: number;
  sentAt?: number;
  expiresAt?: number;
};

const KEY = "sixdigit.code-timing";
const DEFAULT_CODE_LENGTH = 6;

export function timingUnknown(phone: E164): CodeTiming {
  return { phone, codeLength: DEFAULT_CODE_LENGTH, resendAt: 0 };
}

type Sent = Pick<OtpSent, "codeLength" | "expiresAt" | "resendAt">;

export function timingOfSent(
  phone: E164,
  sent: Sent,
  now: number,
  toLocal: (instant: string) => number,
): CodeTiming {
  const { codeLength, expiresAt, resendAt } = sent;
  return { phone, codeLength, sentAt: now, expiresAt: toLocal(expiresAt), resendAt: toLocal(resendAt) };
}

/** What was known, and a wait that the server has named since. */
export function timingAfterWait(known: CodeTiming, waitSeconds: number, now: number): CodeTiming {
  return { ...known, resendAt: now + waitSeconds * 1000 };
}

/** Reads what `keepTiming` wrote; what is damaged or belongs to another number counts as unknown. */
export function parseTiming(stored: string | null, phone: E164): CodeTiming {
  const { phone: owner, codeLength, sentAt, expiresAt, resendAt } = parseRecord(stored);
  if (owner !== phone || !isInstant(resendAt) || !isCodeLength(codeLength)) {
    return timingUnknown(phone);
  }
  const life = isInstant(sentAt) && isInstant(expiresAt) ? { sentAt, expiresAt } : {};
  return { phone, codeLength, resendAt, ...life };
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

const isInstant = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCodeLength = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 6 && value <= 10;
