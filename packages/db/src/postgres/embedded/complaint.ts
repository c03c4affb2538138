import type { RunAs } from "./run-as.ts";

/** What a failed child process said last that names a fault; one line. */
export function lastComplaint(failure: unknown, runAs?: RunAs): string {
  const complaint = readComplaint(failure);
  if (!runAs || !/Permission denied|EACCES/.test(complaint)) return complaint;
  return (
    `${complaint}. Started by root, Postgres runs as the user postgres, who may not go there: ` +
    "start as an ordinary user, or set DATABASE_URL."
  );
}

function readComplaint(failure: unknown): string {
  const { stderr, message } = failure as { stderr?: string; message?: string };
  const lines = (stderr ?? "").split("\n").map((line) => line.trim());
  const named = lines.filter((line) => /\b(FATAL|PANIC|error):/.test(line)).at(-1);
  const line = named ?? lines.filter(Boolean).at(-1) ?? message?.split("\n")[0] ?? "no reason given";
  return line.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "");
}
