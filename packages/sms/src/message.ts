export type MessageSettings = {
  /** Names the service in the message (NIST SP 800-63B-4, 8.2.3). */
  serviceName: string;
  /** Host of the page that may fill the code in; from the settings, never from a request. */
  host: string;
};

/**
 * The text of a message. Its last line is the origin-bound code of the WICG "sms-one-time-codes" format, exactly
 * `@host #code` and nothing behind it, so that browsers offer the code on that host only.
 */
export function renderMessage(
  { serviceName, host }: MessageSettings,
  { code, validForSeconds }: { code: string; validForSeconds: number },
): string {
  const validity = wordsFor(Math.floor(validForSeconds / 60));
  return `${code} is your ${serviceName} code. It works for ${validity}. Do not share it.\n\n@${host} #${code}`;
}

function wordsFor(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
