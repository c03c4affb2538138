import type { SessionView } from "@sixdigit/contracts";
import type { Words } from "../words/types.ts";

/** What the server knows of where a session is used. */
type Where = Pick<SessionView, "browser" | "os">;

export function deviceName({ browser, os }: Where, { devices }: Words): string {
  if (browser && os) return devices.browserOn(browser, os);
  return browser ?? os ?? devices.unknown;
}

const STEPS = [
  ["minute", 60],
  ["hour", 60],
  ["day", 24],
] as const;
const DAYS_TOLD_IN_WORDS = 7;

/** `5 minutes ago`, `yesterday`; after a week the day itself. Never in the future, whatever the clocks say. */
export function formatAgo(instant: string, now: number, locale: string): string {
  let amount = Math.max(0, now - Date.parse(instant)) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  let unit: Intl.RelativeTimeFormatUnit = "second";
  for (const [larger, size] of STEPS) {
    if (amount < size) break;
    amount /= size;
    unit = larger;
  }
  if (unit === "second") return words.format(0, "minute");
  if (unit === "day" && amount > DAYS_TOLD_IN_WORDS) {
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(instant));
  }
  return words.format(-Math.floor(amount), unit);
}
