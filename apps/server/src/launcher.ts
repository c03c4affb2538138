import { readFileSync } from "node:fs";

const CHECK_INTERVAL_MS = 500;

/**
 * `npx` passes a SIGTERM no further than the shell that it runs a command in, so a server below it would live on and keep
 * the port. Calls `stop` once the `npx` above this process is gone. Linux only, where the shell is in the way.
 */
export function stopWithLauncher(stop: () => void): void {
  const launcher = findLauncher(process.ppid);
  if (launcher === undefined) return;
  const timer = setInterval(() => {
    if (isAlive(launcher)) return;
    clearInterval(timer);
    stop();
  }, CHECK_INTERVAL_MS);
  timer.unref();
}

/** The nearest ancestor that calls itself `npm exec`, which is what `npx` is. */
function findLauncher(pid: number): number | undefined {
  if (process.platform !== "linux" || pid <= 1) return undefined;
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("npm exec")) return pid;
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return findLauncher(Number(parent ?? 0));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
