import { measureSms, SEPTETS_IN_ONE_SEGMENT, UCS2_UNITS_IN_ONE_SEGMENT } from "./gsm7.ts";
import { LOCALES, type Locale } from "./locale.ts";
import { WORDING } from "./wording.ts";

export type MessageSettings = {
  /** Names the service in the message (NIST SP 800-63B-4, 8.2.3). Letters of the GSM-7 alphabet. */
  serviceName: string;
  /** Host of the page that may fill the code in; from the settings, never from a request. */
  host: string;
};

/**
 * The text of a message. Its last line is the origin-bound code of the WICG "sms-one-time-codes" format, exactly
 * `@host #code` and nothing behind it, so that browsers offer the code on that host only.
 *
 * In the language that is asked for, as long as that makes one segment; with a long host Hindi and Arabic do not, and the
 * message is in English then (`longestHost` says where that begins).
 */
export function renderMessage(
  settings: MessageSettings,
  content: { code: string; validForSeconds: number; locale?: Locale | undefined },
): string {
  const fitting = versions(settings, content, content.locale ?? "en").find(
    (text) => measureSms(text).fitsOneSegment,
  );
  return fitting ?? versions(settings, content, "en").join();
}

/** The same message in all wordings of a language, the preferred one first. */
function versions(
  { serviceName, host }: MessageSettings,
  { code, validForSeconds }: { code: string; validForSeconds: number },
  locale: Locale,
): string[] {
  const facts = { code, serviceName, minutes: Math.floor(validForSeconds / 60) };
  // An empty line in between is easier on the eye; where 70 units must do, there is no room for it.
  const gap = locale === "hi" || locale === "ar" ? "\n" : "\n\n";
  return WORDING[locale].map((words) => `${words(facts)}${gap}@${host} #${code}`);
}

/** What the length of a message depends on, besides its host. */
export type MessageRoom = {
  serviceName: string;
  /** Digits of a code. */
  codeLength: number;
  /** How long a code may have left when it is sent, in seconds: a repeated one at least half of its life. */
  validForSeconds: { least: number; most: number };
};

/**
 * The most characters that the host may have for every message in this language to be one segment. For `Sixdigit`, six
 * digits and ten minutes: 70 in English, 18 in Hindi, 19 in Arabic. Below zero: not with this name and code.
 */
export function longestHost(
  { serviceName, codeLength, validForSeconds }: MessageRoom,
  locale: Locale,
): number {
  const code = "0".repeat(codeLength);
  const roomWith = (seconds: number) =>
    versions({ serviceName, host: "" }, { code, validForSeconds: seconds }, locale).map(roomIn);
  return Math.min(...validities(validForSeconds).map((seconds) => Math.max(...roomWith(seconds))));
}

/**
 * For a check at start: the languages that fall back to English with these settings, at least for some of the times that
 * a code may have left. If English itself is among them, messages would be paid for twice and cut apart.
 */
export function localesThatDoNotFit(host: string, room: MessageRoom): Locale[] {
  return LOCALES.filter((locale) => longestHost(room, locale) < host.length);
}

function roomIn(text: string): number {
  const { encoding, units } = measureSms(text);
  return (encoding === "GSM-7" ? SEPTETS_IN_ONE_SEGMENT : UCS2_UNITS_IN_ONE_SEGMENT) - units;
}

/** One for each number of minutes that a message may name. */
function validities({ least, most }: MessageRoom["validForSeconds"]): number[] {
  const first = Math.floor(least / 60);
  const count = Math.floor(most / 60) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * 60);
}
