/** What a failed child process said last that names a fault; one line. */
export function lastComplaint(failure: unknown): string {
  const { stderr, message } = failure as { stderr?: string; message?: string };
  const lines = (stderr ?? "").split("\n").map((line) => line.trim());
  const named = lines.filter((line) => /\b(FATAL|PANIC|error):/.test(line)).at(-1);
  const line = named ?? lines.filter(Boolean).at(-1) ?? message?.split("\n")[0] ?? "no reason given";
  return line.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "");
}
