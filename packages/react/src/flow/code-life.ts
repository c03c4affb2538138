/** `unknown`: this tab knows of no message. `spent`: there was one, and its code can no longer be used. */
const STATES = ["unknown", "sent", "spent"] as const;

/**
 * What is known of the code that is out: nothing secret. Instants are milliseconds on this device's clock; without
 * `expiresAt` nobody here knows when the code was sent.
 */
export type CodeLife = {
  state: (typeof STATES)[number];
  codeLength: number;
  /** From when on the server takes another request. */
  resendAt: number;
  /** How many messages this tab has asked for. */
  sends: number;
  sentAt?: number;
  expiresAt?: number;
};

export const DEFAULT_CODE_LENGTH = 6;

export function unknownLife(codeLength = DEFAULT_CODE_LENGTH): CodeLife {
  return { state: "unknown", codeLength, resendAt: 0, sends: 0 };
}

/** The answer to a request, with its instants on this device's clock. */
export type Sent = { codeLength: number; expiresAt: number; resendAt: number };

export function lifeAfterSending(
  before: CodeLife,
  { codeLength, expiresAt, resendAt }: Sent,
  now: number,
): CodeLife {
  return { state: "sent", codeLength, resendAt, sends: before.sends + 1, sentAt: now, expiresAt };
}

/** What was known, and a wait that the server has named since. */
export function lifeAfterWait(before: CodeLife, until: number): CodeLife {
  return { ...before, resendAt: until };
}

/** What was known, of a code that can no longer be used: a new one can be asked for at once. */
export function spentLife(before: CodeLife, now: number): CodeLife {
  return { ...before, state: "spent", resendAt: now };
}

/** A new code is asked for, and the server says that one is under way: what is known of a dead one is not of that. */
export function lifeUnderWay(before: CodeLife, until: number, now: number): CodeLife {
  const base = isOver(before, now) ? { ...unknownLife(before.codeLength), sends: before.sends } : before;
  return { ...lifeAfterWait(base, until), state: "sent" };
}

/** Whether the code that is known of can no longer be used. */
export function isOver({ state, expiresAt = Number.POSITIVE_INFINITY }: CodeLife, now: number): boolean {
  return state === "spent" || expiresAt <= now;
}

/** Whether a message was sent that this tab knows of. */
export function wasSent({ state, sentAt }: CodeLife): boolean {
  return state === "sent" || sentAt !== undefined;
}

/** A code of another length than the server's is not worth an attempt. */
export function isComplete(code: string, { codeLength, sentAt }: CodeLife): boolean {
  return sentAt === undefined ? code.length >= codeLength : code.length === codeLength;
}

/** A code that is sent again keeps its end; the instants differ by less than the two clocks' jitter. */
const SAME_END_MS = 2_000;

export type SentNotice = "sent" | "same-code" | "new-code";

/** What to tell about a message: is it the same code once more? */
export function noticeOfSending(before: CodeLife, after: CodeLife): SentNotice {
  if (before.expiresAt === undefined || after.expiresAt === undefined) return "sent";
  const same = before.state !== "spent" && Math.abs(after.expiresAt - before.expiresAt) < SAME_END_MS;
  return same ? "same-code" : "new-code";
}

/** Reads what JSON.stringify wrote of a life; undefined for what is damaged. */
export function parseLife(value: Record<string, unknown>): CodeLife | undefined {
  const { state, codeLength, sentAt, expiresAt, resendAt, sends } = value;
  if (!isState(state) || !isInstant(resendAt) || !isCodeLength(codeLength)) return undefined;
  const times = isInstant(sentAt) && isInstant(expiresAt) ? { sentAt, expiresAt } : {};
  return { state, codeLength, resendAt, sends: isInstant(sends) ? sends : 0, ...times };
}

const isState = (value: unknown): value is CodeLife["state"] => STATES.some((state) => state === value);
const isInstant = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCodeLength = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 6 && value <= 10;
