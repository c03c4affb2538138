import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second, whatever its own clock does (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

type Stat = { parent: number; own: number; reaped: number };

/** CPU seconds that a process has used, with its children: those that run and those that have ended. Linux only. */
export function cpuSecondsOf(pid: number): number {
  const all = new Map<number, Stat>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (stat) all.set(Number(name), stat);
  }
  return treeTicks(pid, all) / TICKS_PER_SECOND;
}

function treeTicks(pid: number, all: ReadonlyMap<number, Stat>): number {
  const { own = 0, reaped = 0 } = all.get(pid) ?? {};
  const children = [...all].filter(([, { parent }]) => parent === pid);
  return own + reaped + children.reduce((sum, [child]) => sum + treeTicks(child, all), 0);
}

/** proc(5): after the name in parentheses come the state, the parent, and further on four sums of ticks. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, own: user + system, reaped: childUser + childSystem };
  } catch {
    return undefined;
  }
}

/** Resident memory in megabytes. */
export function residentMegabytesOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
