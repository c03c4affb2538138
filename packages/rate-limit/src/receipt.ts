import type { LimitedAction, LimitSubject } from "@sixdigit/auth";

/** What was charged, and when, so that exactly that can be given back. The number is the challenge's, and not in it. */
type Receipt = { action: LimitedAction; at: Date; subject: LimitSubject };

const SEPARATOR = "|";

export function writeReceipt({ action, at, subject: { networks, device } }: Receipt): string {
  return [action, at.getTime().toString(36), networks.join(","), device ?? ""].join(SEPARATOR);
}

/** @param subject of the sign-in; the call that was charged may have come from elsewhere */
export function readReceipt(text: string, subject: LimitSubject): Receipt | undefined {
  const [action, at, networks, device] = text.split(SEPARATOR);
  if (!action || !at) return undefined;
  return {
    action: action as LimitedAction,
    at: new Date(Number.parseInt(at, 36)),
    subject: { ...subject, networks: networks ? networks.split(",") : [], device: device || undefined },
  };
}
