import { type E164, isCountry, normalizePhone, StartError } from "@sixdigit/contracts";
import { type MeasureScope, SHORTEST_RANGE } from "@sixdigit/rate-limit";

/** What an operator orders. */
export type Order =
  | { do: "status" }
  | { do: "stop"; scope: MeasureScope; seconds: number | undefined }
  | { do: "resume"; scope: MeasureScope }
  | { do: "demand-proof"; seconds: number | undefined }
  | { do: "stop-demanding-proof" }
  | { do: "end-sessions"; whose: "all" | { id: string } | { phone: E164 } }
  | { do: "unlock"; phone: E164 };

export const HELP = `Usage: pnpm ops COMMAND

  status                        what is in force and until when, messages of 24 hours, live sessions
  stop SCOPE [--for=TIME]       send no message to SCOPE, whoever asks
  resume SCOPE                  send to SCOPE again, whether it was stopped or blocked by itself
  demand-proof [--for=TIME]     ask for a proof of work before every message
  stop-demanding-proof
  end-sessions all              sign everybody out
  end-sessions USER             sign one user out: an id, or a phone number as +14155550132
  unlock PHONE                  forget the failures, guesses and messages counted against a number
  help

SCOPE  all, a country as IN, or the beginning of numbers as +9198765, ${SHORTEST_RANGE - 1} digits at least
TIME   as 30m, 12h or 7d; without it, until it is ended

Every server that shares the database (or Redis) obeys from its next call on. Settings are the server's own.`;

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const;
const LONGEST_DAYS = 365;

/** @throws StartError one line that names what is wrong */
export function readOrder(args: readonly string[]): Order | "help" {
  const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (command === undefined || ["help", "--help", "-h"].includes(command)) return "help";
  switch (command) {
    case "status":
      return take(rest, 0, command) && { do: command };
    case "stop": {
      const [scope = "", ...times] = rest;
      return { do: command, scope: readScope(command, scope), seconds: readTime(command, times) };
    }
    case "resume":
      return { do: command, scope: readScope(command, take(rest, 1, command)[0]) };
    case "demand-proof":
      return { do: command, seconds: readTime(command, rest) };
    case "stop-demanding-proof":
      return take(rest, 0, command) && { do: command };
    case "end-sessions":
      return { do: command, whose: readWhose(take(rest, 1, command)[0] ?? "") };
    case "unlock":
      return { do: command, phone: readPhone(command, take(rest, 1, command)[0] ?? "") };
    default:
      throw new StartError(`${command}: there is no such command. pnpm ops help tells which there are.`);
  }
}

function take(rest: readonly string[], count: number, command: string): readonly string[] {
  if (rest.length === count) return rest;
  const wanted = count === 0 ? "nothing after it" : "one word after it";
  throw new StartError(`${command} takes ${wanted}. pnpm ops help tells how it is called.`);
}

function readScope(command: string, text = ""): MeasureScope {
  const digits = text.replace(/[\s().-]/g, "");
  if (text === "all") return text;
  if (isCountry(text)) return `country:${text}`;
  if (/^\+[1-9]\d{3,13}$/.test(digits)) return `range:${digits}`;
  const asked = text === "" ? "a scope is missing" : `${text} is no scope`;
  throw new StartError(
    `${command}: ${asked}: all, a country as IN, or the beginning of numbers as +9198765 with ${SHORTEST_RANGE - 1} digits at least.`,
  );
}

function readTime(command: string, rest: readonly string[]): number | undefined {
  const [text, ...more] = rest;
  if (text === undefined) return undefined;
  const [, count = "", unit = "m"] = /^--for=([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS];
  if (more.length === 0 && seconds > 0 && seconds <= LONGEST_DAYS * SECONDS.d) return seconds;
  throw new StartError(
    `${command}: ${[text, ...more].join(" ")} is no time: --for=30m, 12h or 7d, a year at most.`,
  );
}

function readWhose(text: string): Extract<Order, { do: "end-sessions" }>["whose"] {
  if (text === "all") return text;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { id: text };
  if (text.startsWith("+")) return { phone: readPhone("end-sessions", text) };
  throw new StartError(
    `end-sessions: ${text} is neither all, nor the id of a user, nor a number such as +14155550132.`,
  );
}

function readPhone(command: string, text: string): E164 {
  const result = normalizePhone(text);
  if (text.trim().startsWith("+") && result.ok) return result.phone;
  throw new StartError(`${command}: ${text} is not a phone number such as +14155550132.`);
}
