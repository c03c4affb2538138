/** `0:30`, `12:05`: for a countdown. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `30 seconds`, `1 minute`, `2 hours` in the reader's language. Rounded up, so that nobody comes back too early. */
export function formatWait(seconds: number, locale: string): string {
  if (seconds < 60) return unit(Math.max(1, Math.ceil(seconds)), "second", locale);
  if (seconds < 3600) return unit(Math.ceil(seconds / 60), "minute", locale);
  return unit(Math.ceil(seconds / 3600), "hour", locale);
}

/** How long a code works: rounded down, as in the message, but not for the seconds by which two clocks may differ. */
export function formatLife(seconds: number, locale: string): string {
  const minutes = Math.floor((seconds + CLOCKS_MAY_DIFFER_SECONDS) / 60);
  return minutes > 0 ? unit(minutes, "minute", locale) : unit(Math.round(seconds), "second", locale);
}

const CLOCKS_MAY_DIFFER_SECONDS = 5;

function unit(amount: number, name: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(amount);
}
