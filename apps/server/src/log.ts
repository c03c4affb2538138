import pino, { type DestinationStream, type LevelWithSilent, type Logger } from "pino";
import { scrub } from "./log-scrub.ts";

/** One JSON line for each event, with the time in UTC. What must not be in it is taken out of the finished line. */
export function createLog(level: LevelWithSilent, output: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: scrub },
  };
  return pino(options, output);
}

const STDOUT = 1;
/** In bytes: what waits for a reader that is slow. */
const MAX_WAITING = 1024 * 1024;

/**
 * The standard output, for log lines. Nobody waits for it: lines that it does not take are lost, and that is told once it
 * takes some again. One that is closed costs the log and nothing else.
 *
 * @param tell is told that the log cannot be written
 */
export function openLogOutput(tell: (line: string) => void, fd = STDOUT): DestinationStream {
  const output = pino.destination({ fd, sync: false, maxLength: MAX_WAITING });
  let lost = 0;
  let hasFailed = false;
  output.on("drop", () => {
    lost += 1;
  });
  output.on("drain", () => {
    if (lost === 0) return;
    const time = new Date().toISOString();
    output.write(`${JSON.stringify({ level: "warn", time, lost, msg: "log lines were lost" })}\n`);
    lost = 0;
  });
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (!hasFailed) tell(`The log cannot be written (${error.code}): the server goes on without it.`);
    hasFailed = true;
  });
  return output;
}
